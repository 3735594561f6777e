package dev.callgate.storage.memory;

import dev.callgate.contract.StorageModelContract;

class InMemoryStorageModelTest extends StorageModelContract<InMemoryStorage> {
    @Override
    protected InMemoryStorage storage() {
        return InMemoryStorage.create();
    }
}
