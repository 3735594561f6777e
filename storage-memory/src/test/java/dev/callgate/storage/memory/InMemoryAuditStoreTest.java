package dev.callgate.storage.memory;

import dev.callgate.contract.AuditStoreContract;
import dev.callgate.contract.Samples;

class InMemoryAuditStoreTest extends AuditStoreContract<InMemoryStorage> {
    private final InMemoryStorage storage = InMemoryStorage.create(Samples.CLOCK);

    @Override
    protected InMemoryStorage storage() {
        return storage;
    }
}
