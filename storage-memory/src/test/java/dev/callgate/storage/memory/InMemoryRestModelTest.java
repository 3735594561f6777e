package dev.callgate.storage.memory;

import dev.callgate.contract.RestModelContract;
import dev.callgate.contract.StoreUnderTest;
import net.jqwik.api.PropertyDefaults;

@PropertyDefaults(tries = 10_000)
class InMemoryRestModelTest extends RestModelContract {
    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(InMemoryStorage.create());
    }
}
