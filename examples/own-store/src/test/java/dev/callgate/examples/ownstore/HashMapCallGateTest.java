package dev.callgate.examples.ownstore;

import dev.callgate.contract.CallGateContract;
import dev.callgate.contract.StoreUnderTest;

class HashMapCallGateTest extends CallGateContract {
    private final StoreUnderTest store = new HashMapAdministration();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return store;
    }
}
