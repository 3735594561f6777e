package dev.callgate.spi;

import dev.callgate.model.CallCount;
import dev.callgate.model.Counter;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A limit of one call on one counter: what the call would add, and the most that the counter may reach. Immutable.
 *
 * @param counter the counter
 * @param most the most calls or seconds, 0 or more
 * @param amount what the call adds, 1 or more
 * @param period the beginning of the period that the call counts in, as in {@link CallCount}; the time of the call in UTC where calls
 *     are held
 * @param heldFor how long the call counts unless it ends before; null for a counter of periods
 */
public record CounterLimit(
        Counter counter,
        long most,
        long amount,
        LocalDateTime period,
        @Nullable Duration heldFor) {
    /** The order in which stores lock counters. */
    public static final Comparator<Counter> LOCK_ORDER = Comparator.comparing(Counter::scope)
            .thenComparing(Counter::id)
            .thenComparing(counter -> counter.kind().toString());

    /**
     * How far the clock of a host may be ahead of the store's clock if a limit is finer than a day: as far as Kerberos tolerates by
     * default (RFC 4120, section 1.3). A clock that is far ahead would end the calls of others too early.
     */
    public static final Duration MAX_CLOCK_LEAD = Duration.ofMinutes(5);

    private static final String HOUR = "hour";

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if an amount is out of range, or the call has to be held and the time is missing, or the other
     *     way around
     */
    public CounterLimit {
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(period, "period");
        if (most < 0 || amount < 1) {
            throw new IllegalArgumentException(
                    "a limit is 0 or more and a call adds 1 or more, but they were %d and %d".formatted(most, amount));
        }
        if (counter.kind().isHeld() != (heldFor != null)) {
            throw new IllegalArgumentException("calls on a counter of kind %s %s held for a time"
                    .formatted(counter.kind(), heldFor == null ? "have to be" : "must not be"));
        }
    }

    /** Returns how much of the limit is used, by the value of its counter. */
    public long used(CounterValue value) {
        if (heldFor == null) {
            return value.period() == null || value.period().isBefore(period) ? 0 : value.amount();
        }
        Instant time = time(value);
        long ended = 0;
        for (CounterValue.Hold hold : value.holds()) {
            if (hold.ends().isAfter(time)) {
                break;
            }
            ended += hold.amount();
        }
        return value.amount() - ended;
    }

    /** Returns the time at which a held call counts: its own, or that of the latest call on the counter if that is later. */
    public Instant time(CounterValue value) {
        return value.laterPeriod(period).toInstant(ZoneOffset.UTC);
    }

    /** Returns how much the limit leaves before the call, 0 or more. */
    public long remaining(CounterValue value) {
        return Math.max(0, most - used(value));
    }

    /** Returns whether the limit leaves room for the call. */
    public boolean hasRoom(CounterValue value) {
        return remaining(value) >= amount;
    }

    /** Returns the hold of the call, which begins at {@link #time}. Requires a counter on which calls are held. */
    public CounterValue.Hold holdOn(CounterValue value, String holdId) {
        return new CounterValue.Hold(holdId, time(value).plus(Objects.requireNonNull(heldFor)), amount);
    }

    /**
     * Returns when enough of the held calls will have ended that there is room, by the ends that are known: a time after that of the
     * call; null if there is no such time among them. Requires a counter on which calls are held.
     */
    @Nullable
    public Instant roomAt(CounterValue value) {
        long used = value.amount();
        for (CounterValue.Hold hold : value.holds()) {
            used -= hold.amount();
            if (used + amount <= most && hold.ends().isAfter(time(value))) {
                return hold.ends();
            }
        }
        return null;
    }

    /** Returns what the call counts on the counter, by its value before. */
    public CallCount countOn(CounterValue before) {
        return new CallCount(counter, before.laterPeriod(period), amount);
    }

    private boolean isFinerThanADay() {
        return heldFor != null || counter.kind().span().equals(HOUR);
    }

    /**
     * Returns the first time of a store's clock at which the time of a call is plausible: see {@link #MAX_CLOCK_LEAD}. The limits of
     * days and longer add nothing to what {@link dev.callgate.model.CallDay#plausibleFrom} requires.
     */
    static Instant plausibleFrom(List<CounterLimit> limits, Instant at) {
        for (CounterLimit limit : limits) {
            if (limit.isFinerThanADay()) {
                return at.minus(MAX_CLOCK_LEAD);
            }
        }
        return Instant.MIN;
    }

    static void requirePlausible(List<CounterLimit> limits, Instant at, Instant storeTime) {
        if (storeTime.isBefore(plausibleFrom(limits, at))) {
            throw new StoreException.Permanent(
                    "the call's time, %s, is more than %s ahead of the store's clock, %s: correct the host's clock"
                            .formatted(at, MAX_CLOCK_LEAD, storeTime),
                    null);
        }
    }
}
