package dev.callgate.storage.memory;

import dev.callgate.contract.CallPolicyContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryCallPolicyTest extends CallPolicyContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }
}
