package dev.callgate.storage.memory;

import dev.callgate.contract.CapsContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryCapsTest extends CapsContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }
}
