package dev.callgate.storage.memory;

import dev.callgate.contract.AssignmentStoreContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryAssignmentStoreTest extends AssignmentStoreContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }
}
