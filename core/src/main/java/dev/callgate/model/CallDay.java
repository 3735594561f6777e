package dev.callgate.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The day that a call counts on: the local date of its organization at the moment of the decision. Immutable.
 *
 * @param date the date in the organization's zone
 * @param zone the organization's zone
 */
public record CallDay(LocalDate date, ZoneId zone) {
    private static final long SECONDS_A_DAY = TimeUnit.DAYS.toSeconds(1);

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
        // Not date.minusDays(1): a zone that crossed the date line has a date less.
        LocalDate dayBefore = LocalDate.ofInstant(start().minusNanos(1), zone);
        return dayBefore.atStartOfDay(zone).toInstant();
    }

    /**
     * Holds this day against a store's own clock; stores call it before they keep the day.
     *
     * @throws StoreException.Permanent if the day is more than one ahead
     */
    public void requirePlausible(Instant storeTime) {
        if (epochDayAt(storeTime, zone) < date.toEpochDay() && storeTime.isBefore(plausibleFrom())) {
            throw new StoreException.Permanent(
                    "the day to count on is %s, more than one ahead of the store's, %s: the clock that it comes from runs ahead"
                            .formatted(date, LocalDate.ofInstant(storeTime, zone)),
                    null);
        }
    }

    /** As {@link LocalDate#ofInstant}, which makes new rules for a fixed offset each time. */
    private static long epochDayAt(Instant instant, ZoneId zone) {
        ZoneOffset offset =
                zone instanceof ZoneOffset fixed ? fixed : zone.getRules().getOffset(instant);
        return Math.floorDiv(instant.getEpochSecond() + offset.getTotalSeconds(), SECONDS_A_DAY);
    }

    /** Returns when this day begins, which need not be at 00:00. */
    public Instant start() {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Returns when the day after this one begins, which may be 23 or 25 hours after this one does. */
    public Instant end() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
