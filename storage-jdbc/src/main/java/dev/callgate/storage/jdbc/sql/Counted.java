package dev.callgate.storage.jdbc.sql;

import java.time.LocalDate;

/**
 * The counts of an assignment after a statement counted calls on it.
 *
 * @param calls how many calls, those of the statement included
 * @param day on which day
 * @param limit of how many
 */
public record Counted(int calls, LocalDate day, int limit) {
    /** The columns of an assignment's row that hold them, in this order. */
    public static final String COLUMNS = "calls_made_today, last_reset_date, daily_limit";
}
