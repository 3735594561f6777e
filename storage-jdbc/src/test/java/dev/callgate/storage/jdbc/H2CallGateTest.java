package dev.callgate.storage.jdbc;

import dev.callgate.contract.CallGateContract;
import dev.callgate.contract.StoreUnderTest;

class H2CallGateTest extends CallGateContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(Databases.H2.storage());
    }
}
