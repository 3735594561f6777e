package dev.callgate.examples.console.request;

import jakarta.annotation.Nullable;
import java.time.LocalDate;

/**
 * The days of a report. A report is held in memory while it is written, so it covers a year at most.
 *
 * @param from the first day
 * @param to the last day
 */
public record DayRange(LocalDate from, LocalDate to) {
    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 366;

    /** Reads a range; by default, it is the last 30 days. */
    public static DayRange of(@Nullable String from, @Nullable String to, LocalDate today) {
        LocalDate last = to == null ? today : RequestValues.date("to", to);
        LocalDate first = from == null ? last.minusDays(DEFAULT_DAYS - 1) : RequestValues.date("from", from);
        if (last.isBefore(first)) {
            throw Problem.invalid("to", "the range ends on %s, before it begins on %s".formatted(last, first));
        }
        if (last.isAfter(first.plusDays(MAX_DAYS - 1))) {
            throw Problem.invalid(
                    "from",
                    "a report covers at most %d days, not %s to %s: ask for fewer".formatted(MAX_DAYS, first, last));
        }
        return new DayRange(first, last);
    }
}
