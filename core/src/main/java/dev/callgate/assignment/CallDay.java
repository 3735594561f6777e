package dev.callgate.assignment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The day that a call counts on: the local date of its organization at the moment of the decision. Immutable.
 *
 * @param date the date in the organization's zone
 * @param zone the organization's zone
 */
public record CallDay(LocalDate date, ZoneId zone) {
    /** Requires both. */
    public CallDay {
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns the day that it is at an instant. */
    public static CallDay at(Instant instant, ZoneId zone) {
        return new CallDay(LocalDate.ofInstant(instant, zone), zone);
    }

    /**
     * Returns the first instant at which this day is no more than one day ahead. A store whose own clock is before it
     * must not count on this day: whoever handed it in has a clock that runs far ahead, and since stored days never go
     * back, the counter would be stuck.
     */
    public Instant plausibleFrom() {
        return date.minusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Returns when the day after this one begins, which may be 23 or 25 hours after this one does. */
    public Instant end() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
