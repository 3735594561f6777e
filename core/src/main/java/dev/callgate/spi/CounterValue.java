package dev.callgate.spi;

import dev.callgate.internal.Micros;
import dev.callgate.model.CallCount;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What is stored of a counter. Immutable.
 *
 * <p>The period of a counter never goes back: a call in an earlier period counts in the stored one, and a later period starts from
 * zero.
 *
 * @param amount the calls or seconds that were counted in the period; for a counter on which calls are held, the sum of all holds
 * @param period the beginning of the period, or the time of the latest call where calls are held, as in {@link CallCount}; null
 *     before the first call
 * @param holds the calls that are held, in the order in which they end; of many, a store may return the first ones only
 */
public record CounterValue(long amount, @Nullable LocalDateTime period, List<Hold> holds) {
    /** The value before the first call. */
    public static final CounterValue NONE = new CounterValue(0, null, List.of());

    private static final Comparator<Hold> BY_END =
            Comparator.comparing(Hold::ends).thenComparing(Hold::id);

    /** Copies the holds. */
    public CounterValue {
        holds = List.copyOf(holds);
    }

    /**
     * One call on a counter on which calls are held. Immutable.
     *
     * @param id identifies the call on its counters; see {@link CountRequest#holdId}
     * @param ends when the call no longer counts, truncated to the microsecond
     * @param amount the calls or seconds
     */
    public record Hold(String id, Instant ends, long amount) {
        /** Requires the ID and the end. */
        public Hold {
            Objects.requireNonNull(id, "id");
            ends = Micros.of(ends);
        }
    }

    /** Returns the later one of the stored period and another one. */
    LocalDateTime laterPeriod(LocalDateTime other) {
        return period == null || period.isBefore(other) ? other : period;
    }

    /** Returns this value with a call counted. */
    CounterValue counted(CounterLimit limit, String holdId) {
        LocalDateTime now = laterPeriod(limit.period());
        if (limit.heldFor() == null) {
            return new CounterValue(limit.used(this) + limit.amount(), now, List.of());
        }
        List<Hold> all = new ArrayList<>();
        holds.stream().filter(each -> each.ends().isAfter(limit.time(this))).forEach(all::add);
        all.add(limit.holdOn(this, holdId));
        all.sort(BY_END);
        return new CounterValue(limit.used(this) + limit.amount(), now, all);
    }

    /**
     * Returns this value after the amount of one of its calls changed: the call was released or completed. A counter that meanwhile
     * counts in a later period, or no longer holds the call, stays as it is.
     *
     * @param before what the call counted so far
     * @param after what it counts now
     * @param holdId see {@link CountRequest#holdId}
     */
    public CounterValue changed(CallCount before, CallCount after, String holdId) {
        if (!before.counter().kind().isHeld()) {
            return before.period().equals(period)
                    ? new CounterValue(Math.max(0, amount + after.amount() - before.amount()), period, holds)
                    : this;
        }
        List<Hold> others = new ArrayList<>(holds);
        return holds.stream()
                .filter(each -> each.id().equals(holdId))
                .findFirst()
                .map(held -> {
                    others.remove(held);
                    if (after.amount() > 0) {
                        others.add(new Hold(held.id(), held.ends(), after.amount()));
                        others.sort(BY_END);
                    }
                    return new CounterValue(amount + after.amount() - held.amount(), period, others);
                })
                .orElse(this);
    }

    /**
     * Returns this value with a hold that ends later; this value if the call is no longer held at that time, or ends later already.
     *
     * @param now the time of the renewal
     * @param ends the new end
     */
    public CounterValue renewed(String holdId, Instant now, Instant ends) {
        List<Hold> all = holds.stream()
                .map(each -> each.id().equals(holdId)
                                && each.ends().isAfter(now)
                                && each.ends().isBefore(ends)
                        ? new Hold(each.id(), ends, each.amount())
                        : each)
                .sorted(BY_END)
                .toList();
        return new CounterValue(amount, period, all);
    }
}
