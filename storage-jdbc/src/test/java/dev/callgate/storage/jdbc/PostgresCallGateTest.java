package dev.callgate.storage.jdbc;

import dev.callgate.contract.CallGateContract;
import dev.callgate.contract.StoreUnderTest;

class PostgresCallGateTest extends CallGateContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(Databases.POSTGRESQL.storage());
    }
}
