package dev.callgate.storage.jdbc.count;

import dev.callgate.model.Assignment;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.table.AssignmentCount;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.UsageTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Counts a call that has a call ID: one statement, which commits by itself, counts it on its assignment, writes it to
 * the journal, and adds it to the sums of its day. Of two calls that have the same ID, one is counted: the statement of
 * the other sees its row, or fails with a duplicate key, which undoes the whole statement.
 */
final class JournaledCount {
    private static final String SQL = """
            WITH counted AS (
                %s AND %s
                RETURNING a.calls_made_today, a.last_reset_date, a.daily_limit),
            added AS (
                %s),
            written AS (
                %s)
            SELECT calls_made_today, last_reset_date, daily_limit FROM counted""";

    private final Jdbc jdbc;
    private final AssignmentCount onAssignment;
    private final NamedSql sql;
    private final NamedSql sqlWithRequiredClass;

    JournaledCount(Jdbc jdbc, AssignmentCount onAssignment, UsageTable usage) {
        this.jdbc = jdbc;
        this.onAssignment = onAssignment;
        this.sql = sql(onAssignment.condition(false), usage);
        this.sqlWithRequiredClass = sql(onAssignment.condition(true), usage);
    }

    private static NamedSql sql(String count, UsageTable usage) {
        return NamedSql.of(SQL.formatted(
                count, JournalTable.isMissing(), usage.countCallsOf("counted c"), JournalTable.insertOf("counted c")));
    }

    /**
     * Returns whether this class can count a call: it has a call ID and no caps, and the database can change several
     * tables in one statement.
     */
    boolean canCount(CountRequest request) {
        return request.callId() != null
                && request.limits().isNone()
                && jdbc.dialect().hasWritesInQueries()
                && jdbc.commitsByItself();
    }

    /** Returns the assignment with this call counted; empty if the call was not counted. */
    Optional<Assignment> count(Connection connection, CountRequest request) throws SQLException {
        NamedSql.Values values = JournalTable.values(request)
                .with("number", request.seen().number().id());
        try {
            return onAssignment.count(
                    connection, request, request.requiredClass() == null ? sql : sqlWithRequiredClass, values);
        } catch (SQLException e) {
            if (jdbc.dialect().errors().isKeyTaken(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
