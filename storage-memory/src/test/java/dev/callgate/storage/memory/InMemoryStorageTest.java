package dev.callgate.storage.memory;

import dev.callgate.contract.StoreContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryStorageTest extends StoreContract {
    private final StoreUnderTest tested = StoreUnderTest.over(InMemoryStorage.create());

    @Override
    protected StoreUnderTest storeUnderTest() {
        return tested;
    }

    @Override
    protected int operations() {
        return Integer.getInteger("callgate.operations", 200_000);
    }

    @Override
    protected int journaledCalls() {
        return Integer.getInteger("callgate.operations", 20_000);
    }
}
