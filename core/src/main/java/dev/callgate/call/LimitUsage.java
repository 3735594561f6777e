package dev.callgate.call;

import dev.callgate.model.Counter;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * How much of one limit is used. Immutable.
 *
 * @param limit the limit in words, such as {@code 60 calls per number a day}
 * @param counter the counter; null for the daily limit of an assignment
 * @param most the most calls, or seconds where talk time is limited ({@link Counter.Kind#unit}), at the time of the decision
 * @param used the calls or seconds that count; more than {@code most} if the limit was lowered
 */
public record LimitUsage(String limit, @Nullable Counter counter, long most, long used) {
    /** Requires the limit. */
    public LimitUsage {
        Objects.requireNonNull(limit, "limit");
    }

    /** Returns how much the limit leaves, 0 or more. */
    public long remaining() {
        return Math.max(0, most - used);
    }

    /** Returns the used share of the limit, 0 or more; 1 if the limit is 0. */
    public double share() {
        return most == 0 ? 1 : (double) used / most;
    }
}
