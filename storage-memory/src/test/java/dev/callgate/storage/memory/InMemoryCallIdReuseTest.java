package dev.callgate.storage.memory;

import dev.callgate.contract.CallIdReuseContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryCallIdReuseTest extends CallIdReuseContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }
}
