package dev.callgate.storage.memory;

import dev.callgate.contract.JournalContract;

class InMemoryJournalTest extends JournalContract<InMemoryStorage> {
    private final InMemoryStorage storage = InMemoryStorage.create();

    @Override
    protected InMemoryStorage storage() {
        return storage;
    }

    @Override
    protected int operations() {
        return 20_000;
    }
}
