package dev.callgate.storage.jdbc;

import dev.callgate.contract.AssignmentStoreContract;
import dev.callgate.contract.StoreUnderTest;

class H2AssignmentStoreTest extends AssignmentStoreContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(Databases.H2.storage());
    }
}
