package dev.callgate.storage.jdbc;

import dev.callgate.contract.AssignmentStoreContract;
import dev.callgate.contract.StoreUnderTest;

class PostgresAssignmentStoreTest extends AssignmentStoreContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(Databases.POSTGRESQL.storage());
    }
}
