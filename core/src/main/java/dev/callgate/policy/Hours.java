package dev.callgate.policy;

import java.time.LocalTime;
import java.util.Objects;

/**
 * The part of a day in which calls may be placed, by the clock on the wall. Immutable.
 *
 * @param from the first moment of it
 * @param to the first moment after it; midnight is the end of the day
 */
record Hours(LocalTime from, LocalTime to) {
    Hours {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!endsWithTheDay(to) && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "calling hours must begin before they end, on the same day, but %s to %s do not"
                            .formatted(from, to));
        }
    }

    boolean include(LocalTime time) {
        return !time.isBefore(from) && (endsWithTheDay(to) || time.isBefore(to));
    }

    private static boolean endsWithTheDay(LocalTime to) {
        return to.equals(LocalTime.MIDNIGHT);
    }

    /** Returns both for people: {@code 08:00 to 21:00}. */
    @Override
    public String toString() {
        return from + " to " + (endsWithTheDay(to) ? "24:00" : to.toString());
    }
}
