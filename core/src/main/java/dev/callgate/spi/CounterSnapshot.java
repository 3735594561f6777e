package dev.callgate.spi;

import dev.callgate.model.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of counters beyond those of assignments, as they were read at one moment. Immutable.
 *
 * @param values by counter; a missing one is {@link CounterValue#NONE}
 */
public record CounterSnapshot(Map<Counter, CounterValue> values) {
    /** No counter has a value. */
    public static final CounterSnapshot NONE = new CounterSnapshot(Map.of());

    /** Copies the values. */
    public CounterSnapshot {
        values = Map.copyOf(values);
    }

    /** Returns the value of a counter. */
    public CounterValue of(Counter counter) {
        return values.getOrDefault(counter, CounterValue.NONE);
    }

    /** Returns whether all limits have room. */
    public boolean haveRoom(List<CounterLimit> limits) {
        for (CounterLimit limit : limits) {
            if (!limit.hasRoom(of(limit.counter()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the values of the limits' counters after a call was counted on all of them. */
    public CounterSnapshot counted(List<CounterLimit> limits, String holdId) {
        Map<Counter, CounterValue> after = new HashMap<>();
        for (CounterLimit limit : limits) {
            after.put(limit.counter(), of(limit.counter()).counted(limit, holdId));
        }
        return new CounterSnapshot(after);
    }

    /** Returns a copy with the values that a later reading found. */
    public CounterSnapshot updatedBy(CounterSnapshot later) {
        Map<Counter, CounterValue> all = new HashMap<>(values);
        all.putAll(later.values);
        return new CounterSnapshot(all);
    }
}
