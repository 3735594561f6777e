package dev.callgate.examples.ownstore;

import dev.callgate.contract.CallPolicyContract;
import dev.callgate.contract.StoreUnderTest;

class HashMapCallPolicyTest extends CallPolicyContract {
    private final StoreUnderTest store = new HashMapAdministration();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return store;
    }
}
