package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Polls until a value is there, and fails after a deadline. */
final class Eventually {
    private static final long POLL_MILLIS = 5;

    private Eventually() {}

    static <T> T get(Duration limit, Callable<Optional<T>> value, Supplier<String> problem) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = value.call();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() >= deadline) {
                throw new AssertionError("not within %s: %s".formatted(limit, problem.get()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    static void isTrue(Duration limit, Callable<Boolean> condition, Supplier<String> problem) throws Exception {
        boolean unused = get(limit, () -> Optional.of(condition.call()).filter(Boolean::booleanValue), problem);
    }
}
