package dev.callgate.examples.ownstore;

import dev.callgate.contract.StoreContract;
import dev.callgate.contract.StoreUnderTest;

class HashMapStoreTest extends StoreContract {
    private final StoreUnderTest tested = new HashMapAdministration();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return tested;
    }
}
