package dev.callgate.spi;

import dev.callgate.model.Counter;
import dev.callgate.model.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted, besides on assignments, as it stood when it was read. Immutable.
 *
 * @param tallies by counter; {@link Tally#NONE} where one is missing
 * @param attempts when the called number was called last, in the order of time; no more than some limit once needed
 */
public record Usage(Map<Counter, Tally> tallies, List<Instant> attempts) {
    /** Nothing counted. */
    public static final Usage NONE = new Usage(Map.of(), List.of());

    /** Copies both. */
    public Usage {
        tallies = Map.copyOf(tallies);
        attempts = List.copyOf(attempts);
    }

    /** Returns what was counted on one counter. */
    public Tally tally(Counter counter) {
        return tallies.getOrDefault(counter, Tally.NONE);
    }

    /** Returns the same usage with another tally. */
    public Usage with(Counter counter, Tally tally) {
        Map<Counter, Tally> all = new HashMap<>(tallies);
        all.put(counter, tally);
        return new Usage(all, attempts);
    }

    /** Returns the same usage with other attempts. */
    public Usage withAttempts(List<Instant> others) {
        return new Usage(tallies, others);
    }

    /** Returns this usage, with what a later reading found of some of it. */
    public Usage updatedBy(Usage later) {
        Map<Counter, Tally> all = new HashMap<>(tallies);
        all.putAll(later.tallies);
        return new Usage(all, later.attempts);
    }
}
