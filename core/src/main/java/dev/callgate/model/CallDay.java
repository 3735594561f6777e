package dev.callgate.model;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The day on which a call counts: the organization's local date at the time of the decision. Immutable.
 *
 * @param date the date in the organization's time zone
 * @param zone the organization's time zone
 */
public record CallDay(LocalDate date, ZoneId zone) {
    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);
    private static final int MILLIS_PER_SECOND = 1_000;

    /** The offset of the zone whose day begins last, in seconds. */
    private static final int LEAST_OFFSET = ZoneOffset.MIN.getTotalSeconds();

    /** Requires both values. */
    public CallDay {
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns the day of an instant in a time zone. */
    public static CallDay at(Instant instant, ZoneId zone) {
        return new CallDay(LocalDate.ofInstant(instant, zone), zone);
    }

    /**
     * Returns the first instant at which this day is no more than one day ahead. A store whose own clock is earlier
     * must not count on this day: the day comes from a clock that is far ahead. Stored days never go back, so the
     * counter would be stuck.
     */
    public Instant plausibleFrom() {
        // Not date.minusDays(1): a zone that crossed the date line skipped a date.
        LocalDate dayBefore = LocalDate.ofInstant(start().minusNanos(1), zone);
        return dayBefore.atStartOfDay(zone).toInstant();
    }

    /**
     * Checks this day against a store's own clock. Stores call this method before they store the day.
     *
     * @throws StoreException.Permanent if the day is more than one day ahead of the store's day
     */
    public void requirePlausible(Instant storeTime) {
        if (!isPlausible(storeTime)) {
            throw new StoreException.Permanent(
                    "the call's day, %s, is more than one day ahead of the store's day, %s: correct the host's clock"
                            .formatted(date, LocalDate.ofInstant(storeTime, zone)),
                    null);
        }
    }

    /** Returns whether this day is plausible by a store's own clock: whether {@link #requirePlausible} does not throw. */
    public boolean isPlausible(Clock storeClock) {
        return isSurelyPlausible(Math.floorDiv(storeClock.millis(), MILLIS_PER_SECOND))
                || isPlausible(storeClock.instant());
    }

    private boolean isPlausible(Instant storeTime) {
        return isSurelyPlausible(storeTime.getEpochSecond())
                || epochDayAt(storeTime, zone) >= date.toEpochDay()
                || !storeTime.isBefore(plausibleFrom());
    }

    /** Returns true if this day is at most one day ahead wherever on earth the organization is; false says nothing. */
    private boolean isSurelyPlausible(long storeSecond) {
        return date.toEpochDay() <= Math.floorDiv(storeSecond + LEAST_OFFSET, SECONDS_PER_DAY) + 1;
    }

    /** Like {@link LocalDate#ofInstant}, but without creating new rules for a fixed offset each time. */
    private static long epochDayAt(Instant instant, ZoneId zone) {
        ZoneOffset offset =
                zone instanceof ZoneOffset fixed ? fixed : zone.getRules().getOffset(instant);
        return Math.floorDiv(instant.getEpochSecond() + offset.getTotalSeconds(), SECONDS_PER_DAY);
    }

    /** Returns when this day begins, which is not 00:00 in every zone on every day. */
    public Instant start() {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Returns when the next day begins, which may be 23 or 25 hours after this day begins. */
    public Instant end() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
