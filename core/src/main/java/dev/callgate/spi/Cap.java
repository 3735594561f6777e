package dev.callgate.spi;

import dev.callgate.model.Counter;
import java.time.LocalDate;
import java.util.Objects;

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
    public int remainingOn(LocalDate date, Usage usage) {
        return usage.tally(counter).remainingOn(date, limit);
    }
}
