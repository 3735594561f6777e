package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what has to come, and fails where it does not. */
final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    static void within(Duration most, String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        boolean met = condition.call();
        while (!met && System.nanoTime() - start < most.toNanos()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            met = condition.call();
        }
        assertTrue(met, what);
    }
}
