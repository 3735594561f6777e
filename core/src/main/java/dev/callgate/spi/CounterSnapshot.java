package dev.callgate.spi;

import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted, besides on assignments, as it stood when it was read. Immutable.
 *
 * @param dailyCounts by counter; {@link DailyCount#NONE} where one is missing
 * @param attempts when the called number was called last, in the order of time; no more than some limit once needed
 */
public record CounterSnapshot(Map<Counter, DailyCount> dailyCounts, List<Instant> attempts) {
    /** Nothing counted. */
    public static final CounterSnapshot NONE = new CounterSnapshot(Map.of(), List.of());

    /** Copies both. */
    public CounterSnapshot {
        dailyCounts = Map.copyOf(dailyCounts);
        attempts = List.copyOf(attempts);
    }

    /** Returns what was counted on one counter. */
    public DailyCount dailyCount(Counter counter) {
        return dailyCounts.getOrDefault(counter, DailyCount.NONE);
    }

    /** Returns the same usage with another tally. */
    public CounterSnapshot with(Counter counter, DailyCount dailyCount) {
        Map<Counter, DailyCount> all = new HashMap<>(dailyCounts);
        all.put(counter, dailyCount);
        return new CounterSnapshot(all, attempts);
    }

    /** Returns the same usage with other attempts. */
    public CounterSnapshot withAttempts(List<Instant> others) {
        return new CounterSnapshot(dailyCounts, others);
    }

    /** Returns this usage, with what a later reading found of some of it. */
    public CounterSnapshot updatedBy(CounterSnapshot later) {
        Map<Counter, DailyCount> all = new HashMap<>(dailyCounts);
        all.putAll(later.dailyCounts);
        return new CounterSnapshot(all, later.attempts);
    }
}
