package dev.callgate.examples.ownstore;

import dev.callgate.contract.AssignmentStoreContract;
import dev.callgate.contract.StoreUnderTest;

class HashMapAssignmentStoreTest extends AssignmentStoreContract {
    private final StoreUnderTest store = new HashMapAdministration();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return store;
    }
}
