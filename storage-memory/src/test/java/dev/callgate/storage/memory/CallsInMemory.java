package dev.callgate.storage.memory;

import dev.callgate.contract.CallStoreContract;
import dev.callgate.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The contracts of calls, for the profile {@code mutation}, which runs them once per change. {@link InMemoryStorageTest} has all contracts. */
class CallsInMemory {
    @Nested
    class Calls extends CallStoreContract {
        private final StoreUnderTest tested = StoreUnderTest.over(InMemoryStorage.create());

        @Override
        protected StoreUnderTest storeUnderTest() {
            return tested;
        }
    }
}
