package dev.callgate.storage.memory;

import dev.callgate.contract.LimitModelContract;
import dev.callgate.contract.StoreUnderTest;
import net.jqwik.api.PropertyDefaults;

@PropertyDefaults(tries = 1_000)
class InMemoryLimitModelTest extends LimitModelContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(InMemoryStorage.create());
    }
}
