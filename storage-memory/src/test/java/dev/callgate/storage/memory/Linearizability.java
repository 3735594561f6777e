package dev.callgate.storage.memory;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Checks that operations that run at once have the results that they have in some order, one after another. The scenarios are small and
 * few, for a build; the property {@code callgate.scenarios} multiplies them.
 */
final class Linearizability {
    private static final int TIMES = Integer.getInteger("callgate.scenarios", 1);

    private Linearizability() {}

    /** Runs one thread at a time, and switches between them where they access shared memory. */
    static void modelCheck(Class<?> operations, int scenarios) {
        small(new ModelCheckingOptions(), scenarios)
                .invocationsPerIteration(100)
                .check(operations);
    }

    /** Runs the threads at the same time. */
    static void stress(Class<?> operations, int scenarios) {
        small(new StressOptions(), scenarios).invocationsPerIteration(500).check(operations);
    }

    private static <O extends Options<O, ?>> O small(O options, int scenarios) {
        return options.iterations(scenarios * TIMES)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1);
    }
}
