package dev.callgate.storage.memory;

import dev.callgate.contract.NumberStoreContract;
import dev.callgate.contract.Samples;
import dev.callgate.spi.NumberStore;

class InMemoryNumberStoreTest extends NumberStoreContract {
    private final InMemoryStorage storage = InMemoryStorage.create(Samples.CLOCK);

    @Override
    protected NumberStore store() {
        return storage;
    }
}
