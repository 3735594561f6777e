package dev.callgate.storage.jdbc.sql;

import java.time.LocalDate;

/**
 * The columns of an assignment after a statement counted calls on it.
 *
 * @param calls number of calls on that day, including those that the statement counted
 * @param day the day on which they were counted
 * @param limit the daily limit
 */
public record Counted(int calls, LocalDate day, int limit) {
    /** The columns that hold these values, in this order. */
    public static final String COLUMNS = "calls_made_today, last_reset_date, daily_limit";
}
