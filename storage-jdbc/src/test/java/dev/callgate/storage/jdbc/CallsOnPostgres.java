package dev.callgate.storage.jdbc;

import dev.callgate.contract.CallStoreContract;
import dev.callgate.contract.StoreUnderTest;

/** The contracts of calls on PostgreSQL, where one statement counts a call, for the profile {@code mutation}; see {@link CallsOnH2}. */
class CallsOnPostgres extends CallStoreContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return DatabaseUnderTest.over(Databases.POSTGRESQL, storage -> storage);
    }

    @Override
    protected int requests() {
        return 1_000;
    }
}
