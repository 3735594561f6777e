package dev.callgate.storage.memory;

import dev.callgate.contract.AssignmentAdministrationContract;
import dev.callgate.contract.Samples;

class InMemoryAssignmentAdministrationTest extends AssignmentAdministrationContract<InMemoryStorage> {
    private final InMemoryStorage storage = InMemoryStorage.create(Samples.CLOCK);

    @Override
    protected InMemoryStorage storage() {
        return storage;
    }
}
