package dev.callgate.storage.memory;

import dev.callgate.contract.CallIdContract;
import dev.callgate.contract.StoreUnderTest;

class InMemoryCallIdTest extends CallIdContract {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }

    @Override
    protected int operations() {
        return 200_000;
    }
}
