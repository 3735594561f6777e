package dev.callgate.examples.dialer.gate;

import dev.callgate.model.StoreException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks the store again if it did not answer. That is safe: each question here carries a call ID, so that the store counts the call
 * once. A permanent failure is not retried. Thread-safe.
 */
public final class StoreRetry {
    /** Four attempts within about a second, besides the time that the store takes. */
    public static final StoreRetry DEFAULT = new StoreRetry(4, Duration.ofMillis(100));

    private final FailsafeExecutor<Object> attempts;

    /**
     * Makes a retry with exponential backoff.
     *
     * @param attempts maximum number of attempts
     * @param delay between the first two attempts; it doubles after each
     */
    public StoreRetry(int attempts, Duration delay) {
        this.attempts = Failsafe.with(RetryPolicy.builder()
                .handle(StoreException.NotApplied.class, StoreException.OutcomeUnknown.class)
                .withMaxAttempts(attempts)
                .withBackoff(delay, delay.multipliedBy(1L << attempts))
                .build());
    }

    /**
     * Returns the store's answer.
     *
     * @throws StoreException the exception of the last attempt; {@link StoreException.OutcomeUnknown} if the thread was
     *     interrupted between two attempts
     */
    public <T> T ask(Supplier<T> question) {
        try {
            return attempts.get(question::get);
        } catch (FailsafeException e) {
            throw new StoreException.OutcomeUnknown("interrupted before the store was asked again", e);
        }
    }
}
