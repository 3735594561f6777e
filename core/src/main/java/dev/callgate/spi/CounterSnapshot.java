package dev.callgate.spi;

import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of counters beyond those of assignments, as they were read. Immutable.
 *
 * @param dailyCounts by counter; a missing one is {@link DailyCount#NONE}
 * @param attempts the times of the latest attempts to reach the callee, in order; no more than a limit has needed
 */
public record CounterSnapshot(Map<Counter, DailyCount> dailyCounts, List<Instant> attempts) {
    /** No counter has a value. */
    public static final CounterSnapshot NONE = new CounterSnapshot(Map.of(), List.of());

    /** Copies both. */
    public CounterSnapshot {
        dailyCounts = Map.copyOf(dailyCounts);
        attempts = List.copyOf(attempts);
    }

    /** Returns the value of a counter. */
    public DailyCount dailyCount(Counter counter) {
        return dailyCounts.getOrDefault(counter, DailyCount.NONE);
    }

    /** Returns a copy with another value of a counter. */
    public CounterSnapshot with(Counter counter, DailyCount dailyCount) {
        Map<Counter, DailyCount> all = new HashMap<>(dailyCounts);
        all.put(counter, dailyCount);
        return new CounterSnapshot(all, attempts);
    }

    /** Returns a copy with other attempts. */
    public CounterSnapshot withAttempts(List<Instant> others) {
        return new CounterSnapshot(dailyCounts, others);
    }

    /** Returns a copy with the values that a later reading found. */
    public CounterSnapshot updatedBy(CounterSnapshot later) {
        Map<Counter, DailyCount> all = new HashMap<>(dailyCounts);
        all.putAll(later.dailyCounts);
        return new CounterSnapshot(all, later.attempts);
    }
}
