package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.LocalDate;

/**
 * How many calls were counted on something, and on which day. Immutable.
 *
 * <p>The day of a tally never goes back: a call of a day before it counts on the newer day, and a day after it starts from
 * zero.
 *
 * @param calls the calls that count on {@code day}; for any other day see {@link #callsOn}
 * @param day the day that they count on, in the organization's zone; null before the first call
 */
public record DailyCount(int calls, @Nullable LocalDate day) {
    /** What nothing was counted on yet. */
    public static final DailyCount NONE = new DailyCount(0, null);

    /** Returns how many calls count against a limit on a day. */
    public int callsOn(LocalDate date) {
        return day == null || day.isBefore(date) ? 0 : calls;
    }

    /** Returns the day that a call on {@code date} would be counted on: that one, or the stored one where it is newer. */
    public LocalDate countedDay(LocalDate date) {
        return day == null || day.isBefore(date) ? date : day;
    }

    /** Returns how many calls a limit still allows on a day: 0 or more. */
    public int remainingOn(LocalDate date, int limit) {
        return Math.max(0, limit - callsOn(date));
    }

    /** Returns the tally with one call of a day given back; this one where it holds another day's count, or none. */
    public DailyCount released(LocalDate date) {
        return date.equals(day) && calls > 0 ? new DailyCount(calls - 1, day) : this;
    }

    /** Returns the tally after one more call on a day. */
    public DailyCount counted(LocalDate date) {
        return new DailyCount(callsOn(date) + 1, countedDay(date));
    }
}
