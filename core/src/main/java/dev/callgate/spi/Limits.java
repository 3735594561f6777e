package dev.callgate.spi;

import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The limits of a call beyond that of its assignment. Immutable.
 *
 * @param caps daily caps in the order of {@link Counter.Scope}, at most one of each scope
 * @param attempts limits of the attempts to reach the callee within a time window
 */
public record Limits(List<Cap> caps, List<AttemptLimit> attempts) {
    /** No limits. */
    public static final Limits NONE = new Limits(List.of(), List.of());

    /** Copies both. */
    public Limits {
        caps = List.copyOf(caps);
        attempts = List.copyOf(attempts);
    }

    /** Returns whether there are no limits. */
    public boolean isNone() {
        return caps.isEmpty() && attempts.isEmpty();
    }

    /** Returns how many more calls the limits allow at a time, 0 or more; {@link Integer#MAX_VALUE} if there are no limits. */
    public int remaining(LocalDate date, Instant at, CounterSnapshot usage) {
        int remaining = Integer.MAX_VALUE;
        for (Cap cap : caps) {
            remaining = Math.min(remaining, cap.remainingOn(date, usage));
        }
        for (AttemptLimit limit : attempts) {
            remaining = Math.min(remaining, limit.remaining(at, usage.attempts()));
        }
        return remaining;
    }

    /** Returns the counters after one more call, with no more attempts than these limits need. */
    public CounterSnapshot counted(LocalDate date, Instant at, CounterSnapshot usage) {
        CounterSnapshot after = usage;
        for (Cap cap : caps) {
            after = after.with(cap.counter(), usage.dailyCount(cap.counter()).counted(date));
        }
        return attempts.isEmpty() ? after : after.withAttempts(attemptsAfter(at, usage.attempts()));
    }

    /** Returns the attempts after one more attempt, no more than these limits need. */
    public List<Instant> attemptsAfter(Instant at, List<Instant> before) {
        List<Instant> all = new ArrayList<>(before);
        all.add(at);
        all.sort(null);
        int needed = attempts.stream().mapToInt(AttemptLimit::maxAttempts).max().orElse(0);
        return List.copyOf(all.subList(Math.max(0, all.size() - needed), all.size()));
    }

    /**
     * The most calls a day on one counter. Immutable.
     *
     * @param counter the counter
     * @param limit the most calls a day, 0 or more
     */
    public record Cap(Counter counter, int limit) {
        /**
         * Checks the limit.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Cap {
            Objects.requireNonNull(counter, "counter");
            if (limit < 0) {
                throw new IllegalArgumentException("a cap is 0 calls a day or more, but was " + limit);
            }
        }

        /** Returns how many more calls the cap allows on a day, 0 or more. */
        public int remainingOn(LocalDate date, CounterSnapshot usage) {
            return usage.dailyCount(counter).remainingOn(date, limit);
        }
    }
}
