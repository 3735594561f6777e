package dev.callgate.model;

import dev.callgate.model.Counter.Unit;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * What one call counts on a counter. Immutable.
 *
 * @param counter the counter
 * @param period the beginning of the period that the call counts in: the local time of the organization for days, weeks
 *     and months, and UTC for hours; for a counter on which calls are {@linkplain Counter.Kind#isHeld held}, the time
 *     of the call in UTC
 * @param amount the number of calls or seconds, 0 or more
 */
public record CallCount(Counter counter, LocalDateTime period, long amount) {
    private static final long MILLIS_PER_SECOND = 1_000;

    /**
     * Validates the amount.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public CallCount {
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(period, "period");
        if (amount < 0) {
            throw new IllegalArgumentException("a call counts 0 or more on a counter, not " + amount);
        }
    }

    /**
     * Returns what the call counts once it is completed: calls in progress no longer count, seconds count as talked,
     * rounded up to a whole second, and everything else stays.
     */
    public CallCount completed(CallOutcome outcome) {
        if (counter.kind().isLive()) {
            return withAmount(0);
        }
        return counter.kind().unit() == Unit.SECONDS ? withAmount(wholeSeconds(outcome.talkTime())) : this;
    }

    private static long wholeSeconds(Duration talkTime) {
        return (talkTime.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    }

    /** Returns what the call counts once it is released: nothing. */
    public CallCount released() {
        return withAmount(0);
    }

    private CallCount withAmount(long other) {
        return new CallCount(counter, period, other);
    }
}
