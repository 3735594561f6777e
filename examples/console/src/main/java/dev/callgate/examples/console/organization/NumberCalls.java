package dev.callgate.examples.console.organization;

import dev.callgate.model.PhoneNumber;
import dev.callgate.report.CallStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the calls from one number. The database adds them up, so that no call is read. Thread-safe. */
@Repository
public class NumberCalls {
    private final JdbcClient database;

    NumberCalls(JdbcClient database) {
        this.database = database;
    }

    /** Returns the statistics of each day with calls, from the first to the last day of a range. */
    public NavigableMap<LocalDate, CallStatistics> byDay(PhoneNumber number, LocalDate from, LocalDate to) {
        NavigableMap<LocalDate, CallStatistics> days = new TreeMap<>();
        database.sql("""
                        SELECT d.counted_on, SUM(d.calls) AS calls, SUM(d.released) AS released,
                            SUM(d.answered) AS answered, SUM(d.busy) AS busy, SUM(d.no_answer) AS no_answer,
                            SUM(d.failed) AS failed, SUM(d.rejected) AS rejected,
                            SUM(d.answered_by_machine) AS answered_by_machine, SUM(d.abandoned) AS abandoned,
                            SUM(d.short_calls) AS short_calls, SUM(d.talk_millis) AS talk_millis,
                            SUM(d.squared_talk_deciseconds) AS squared_talk_deciseconds
                        FROM phone_numbers n
                        JOIN daily_usage d ON d.organization_id = n.organization_id AND d.phone_number_id = n.id
                        WHERE n.organization_id = :organization AND n.phone_number = :number
                            AND d.counted_on >= :from AND d.counted_on <= :to
                        GROUP BY d.counted_on""")
                .param("organization", number.organization().value())
                .param("number", number.e164().toString())
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    days.put(row.getObject("counted_on", LocalDate.class), statistics(row));
                });
        return days;
    }

    private static CallStatistics statistics(ResultSet row) throws SQLException {
        return new CallStatistics(
                row.getLong("calls"),
                row.getLong("released"),
                row.getLong("answered"),
                row.getLong("busy"),
                row.getLong("no_answer"),
                row.getLong("failed"),
                row.getLong("rejected"),
                row.getLong("answered_by_machine"),
                row.getLong("abandoned"),
                row.getLong("short_calls"),
                Duration.ofMillis(row.getLong("talk_millis")),
                row.getLong("squared_talk_deciseconds"));
    }
}
