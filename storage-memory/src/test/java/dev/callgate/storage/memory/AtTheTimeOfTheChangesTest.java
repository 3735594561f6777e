package dev.callgate.storage.memory;

import dev.callgate.contract.AdminStoreContract;
import dev.callgate.contract.AuditStoreContract;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** The contracts of administration with a store whose clock is at the time of the changes; {@link InMemoryStorageTest}'s is later. */
class AtTheTimeOfTheChangesTest {
    private final StoreUnderTest tested = StoreUnderTest.over(InMemoryStorage.create(Fixture.CLOCK));

    @Nested
    class Administration extends AdminStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return tested;
        }
    }

    @Nested
    class Auditing extends AuditStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return tested;
        }
    }
}
