package dev.callgate;

import dev.callgate.call.LimitUsage;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.ZoneId;

/** A limit of the policy as it applies to one call. Immutable. */
record AppliedLimit(Limit limit, CounterLimit counted) {
    boolean hasRoom(CounterSnapshot counters) {
        return counted.hasRoom(valueIn(counters));
    }

    /** Returns how many such calls the limit still allows, 0 or more. */
    long remainingCalls(CounterSnapshot counters) {
        return counted.remaining(valueIn(counters)) / counted.amount();
    }

    /** Returns when the call could next be allowed by this limit, which has no room for it; null if that is unknown. */
    @Nullable
    Instant nextRoom(CounterSnapshot counters, ZoneId zone) {
        return limit.nextRoom(counted, valueIn(counters), zone);
    }

    LimitUsage usage(CounterSnapshot counters) {
        return new LimitUsage(limit.toString(), counted.counter(), counted.most(), counted.used(valueIn(counters)));
    }

    /** Returns whether counting this call made the limit reach a share of itself. */
    boolean hasJustReached(double share, CounterSnapshot after) {
        long used = counted.used(valueIn(after));
        double threshold = share * counted.most();
        return used >= threshold && used - counted.amount() < threshold;
    }

    private CounterValue valueIn(CounterSnapshot counters) {
        return counters.of(counted.counter());
    }
}
