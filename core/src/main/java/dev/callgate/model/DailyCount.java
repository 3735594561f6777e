package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.LocalDate;

/**
 * The number of calls that a counter counted, and the day on which they count. Immutable.
 *
 * <p>The day of a count never goes back: a call on an earlier day counts on the stored day, and a later day starts from
 * zero.
 *
 * @param calls the number of calls that count on {@code day}; for other days, see {@link #callsOn}
 * @param day the day on which they count, in the organization's time zone; null before the first call
 */
public record DailyCount(int calls, @Nullable LocalDate day) {
    /** The count before the first call. */
    public static final DailyCount NONE = new DailyCount(0, null);

    /** Returns how many calls count against a limit on a day. */
    public int callsOn(LocalDate date) {
        return day == null || day.isBefore(date) ? 0 : calls;
    }

    /** Returns the day on which a call on {@code date} is counted: that day, or the stored day if it is later. */
    public LocalDate countedDay(LocalDate date) {
        return day == null || day.isBefore(date) ? date : day;
    }

    /** Returns how many more calls a limit allows on a day, 0 or more. */
    public int remainingOn(LocalDate date, int limit) {
        return Math.max(0, limit - callsOn(date));
    }

    /** Returns a copy with one call of a day released, or this count if it has no calls or counts another day. */
    public DailyCount released(LocalDate date) {
        return date.equals(day) && calls > 0 ? new DailyCount(calls - 1, day) : this;
    }

    /** Returns a copy with one more call counted on a day. */
    public DailyCount counted(LocalDate date) {
        return new DailyCount(callsOn(date) + 1, countedDay(date));
    }
}
