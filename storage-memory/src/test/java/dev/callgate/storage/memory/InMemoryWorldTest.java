package dev.callgate.storage.memory;

import dev.callgate.contract.WorldContract;
import dev.callgate.contract.WorldFaults;
import dev.callgate.spi.Storage;
import java.util.function.Function;

class InMemoryWorldTest extends WorldContract {
    @Override
    protected Function<WorldFaults, Storage> openWorld() {
        InMemoryStorage storage = InMemoryStorage.create();
        return faults -> faults.over(storage);
    }

    @Override
    protected int seeds() {
        return 100;
    }
}
