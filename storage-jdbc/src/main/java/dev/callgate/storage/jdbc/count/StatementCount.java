package dev.callgate.storage.jdbc.count;

import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.table.AssignmentCount;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.LimitSql;
import dev.callgate.storage.jdbc.table.UsageTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts a call that has limits beyond its assignment's, or a call ID, in databases that can change several tables in one statement:
 * one statement, which commits by itself, locks and checks everything, counts the call on all of it or on nothing, writes it to the
 * journal, and adds it to the sums of its day. Of two calls that have the same ID, or insert the row of the same counter, one is counted:
 * the statement of the other sees its row, or fails with a duplicate key, which undoes the whole statement.
 */
final class StatementCount {
    /** Where the result has these columns, after those of {@link dev.callgate.storage.jdbc.sql.Counted}. */
    private static final int PLACE = 4;

    private static final int PERIOD = 5;
    private static final int AMOUNT = 6;

    private final Jdbc jdbc;
    private final AssignmentCount onAssignment;
    private final UsageTable usage;
    private final Map<LimitSql.Shape, NamedSql> statements = new ConcurrentHashMap<>();

    StatementCount(Jdbc jdbc, AssignmentCount onAssignment, UsageTable usage) {
        this.jdbc = jdbc;
        this.onAssignment = onAssignment;
        this.usage = usage;
    }

    /** Returns whether the database has such statements, and each commits by itself. */
    boolean isAvailable() {
        return jdbc.dialect().hasWritesInQueries() && jdbc.commitsByItself();
    }

    /** Returns the result if the call was counted; otherwise, empty, and something else has to find out why. */
    Optional<CountResult.Counted> count(Connection connection, CountRequest request) throws SQLException {
        NamedSql sql = statements.computeIfAbsent(
                LimitSql.Shape.of(request), shape -> new LimitSql(onAssignment, shape).toSql(usage));
        NamedSql.Values values = onAssignment.values(request);
        LimitSql.bind(values, request);
        JournalTable.bind(values, request);
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            jdbc.bind(statement, sql.arguments(values));
            try (ResultSet rows = statement.executeQuery()) {
                Optional<CountResult.Counted> counted = read(rows, request);
                Failure.requireKnownOutcome(statement.getWarnings());
                return counted;
            }
        } catch (SQLException e) {
            if (jdbc.dialect().errors().isKeyTaken(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<CountResult.Counted> read(ResultSet rows, CountRequest request) throws SQLException {
        Assignment after = null;
        Map<Counter, CounterValue> values = new HashMap<>();
        List<CounterLimit> limits = request.limits();
        while (rows.next()) {
            after = AssignmentCount.after(request.seen(), jdbc.dialect().counted(rows));
            if (!limits.isEmpty()) {
                values.put(
                        limits.get(rows.getInt(PLACE) - 1).counter(),
                        new CounterValue(rows.getLong(AMOUNT), rows.getObject(PERIOD, LocalDateTime.class), List.of()));
            }
        }
        return after == null
                ? Optional.empty()
                : Optional.of(new CountResult.Counted(after, new CounterSnapshot(values)));
    }
}
