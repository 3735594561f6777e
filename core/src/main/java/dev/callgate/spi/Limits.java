package dev.callgate.spi;

import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a call has to stay within, besides its assignment's limit. Immutable.
 *
 * @param caps by day, in the order of {@link Counter.Scope}; at most one of each scope
 * @param attempts by window, on the called number
 */
public record Limits(List<Cap> caps, List<AttemptLimit> attempts) {
    /** Nothing further. */
    public static final Limits NONE = new Limits(List.of(), List.of());

    /** Copies both. */
    public Limits {
        caps = List.copyOf(caps);
        attempts = List.copyOf(attempts);
    }

    /** Tells whether there is nothing to stay within. */
    public boolean isNone() {
        return caps.isEmpty() && attempts.isEmpty();
    }

    /** Returns how many more calls they leave at a moment, as things stand: 0 or more; {@link Integer#MAX_VALUE} without any. */
    public int remaining(LocalDate date, Instant at, CounterSnapshot usage) {
        int remaining = Integer.MAX_VALUE;
        for (Cap cap : caps) {
            remaining = Math.min(remaining, cap.remainingOn(date, usage));
        }
        for (AttemptLimit limit : attempts) {
            remaining = Math.min(remaining, limit.remainingAt(at, usage.attempts()));
        }
        return remaining;
    }

    /** Returns the usage after one more call, with no more attempts than these limits need to know. */
    public CounterSnapshot counted(LocalDate date, Instant at, CounterSnapshot usage) {
        CounterSnapshot after = usage;
        for (Cap cap : caps) {
            after = after.with(cap.counter(), usage.dailyCount(cap.counter()).counted(date));
        }
        return attempts.isEmpty() ? after : after.withAttempts(attemptsAfter(at, usage.attempts()));
    }

    /** Returns the attempts after one more, no more than these limits need to know. */
    public List<Instant> attemptsAfter(Instant at, List<Instant> before) {
        List<Instant> all = new ArrayList<>(before);
        all.add(at);
        all.sort(null);
        int needed = attempts.stream().mapToInt(AttemptLimit::most).max().orElse(0);
        return List.copyOf(all.subList(Math.max(0, all.size() - needed), all.size()));
    }

    /**
     * How many calls a day may be counted on something. Immutable.
     *
     * @param counter on what
     * @param limit how many at most: 0 or more
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
                throw new IllegalArgumentException("a cap is 0 calls a day or more, not " + limit);
            }
        }

        /** Returns how many more calls it leaves on a day, as things stand: 0 or more. */
        public int remainingOn(LocalDate date, CounterSnapshot usage) {
            return usage.dailyCount(counter).remainingOn(date, limit);
        }
    }
}
