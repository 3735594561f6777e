package dev.callgate.storage.memory;

import dev.callgate.contract.CallGateContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryCallGateTest extends CallGateContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }
}
