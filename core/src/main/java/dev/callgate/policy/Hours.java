package dev.callgate.policy;

import java.time.LocalTime;
import java.util.Objects;

/**
 * The hours of a day in which calls are allowed, in local time. Immutable.
 *
 * @param from the start, inclusive
 * @param to the end, exclusive; midnight is the end of the day
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

    /** Returns the hours in words, such as {@code 08:00 to 21:00}. */
    @Override
    public String toString() {
        return from + " to " + (endsWithTheDay(to) ? "24:00" : to.toString());
    }
}
