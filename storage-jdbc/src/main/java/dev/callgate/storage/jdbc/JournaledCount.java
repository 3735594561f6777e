package dev.callgate.storage.jdbc;

import dev.callgate.model.Assignment;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts a call that has an id on its assignment, writes it to the journal, and adds it to the sums of its day, all by one
 * statement that commits by itself. Of two that have the same id, one is granted: the other sees its row, or finds the key
 * taken, which undoes all of the statement.
 */
final class JournaledCount {
    private static final String SQL = """
            WITH counted AS (
                %s AND NOT EXISTS (SELECT 1 FROM call_journal j WHERE j.organization_id = ? AND j.call_id = ?)
                RETURNING a.calls_made_today, a.last_reset_date, a.daily_limit),
            added AS (
                %s),
            written AS (
                INSERT INTO call_journal (organization_id, call_id, assignment_id, agent_id, calls_made, counted_on, scopes,
                    country_code, callee, is_attempt, fingerprint, allowed_at)
                SELECT ?, ?, ?, ?, c.calls_made_today, c.last_reset_date, '', ?, ?, false, ?, ? FROM counted c)
            SELECT calls_made_today, last_reset_date, daily_limit FROM counted""";

    private final Jdbc jdbc;
    private final CountStatement onAssignment;
    private final String sql;
    private final String sqlWithRequiredClass;

    JournaledCount(Jdbc jdbc, CountStatement onAssignment, UsageTable usage) {
        this.jdbc = jdbc;
        this.onAssignment = onAssignment;
        this.sql = SQL.formatted(onAssignment.condition(false), usage.countCallsOf("counted c"));
        this.sqlWithRequiredClass = SQL.formatted(onAssignment.condition(true), usage.countCallsOf("counted c"));
    }

    /** Tells whether a charge can be counted so: by databases that change several tables in one statement, with no caps. */
    boolean canCount(CountRequest request) {
        return request.callId() != null
                && request.limits().isNone()
                && jdbc.database().hasWritesInQueries()
                && jdbc.commitsByItself();
    }

    /** Returns the assignment with this call counted, or nothing where it was not. */
    Optional<Assignment> count(Connection connection, CountRequest request) throws SQLException {
        try {
            return onAssignment.count(
                    connection,
                    request,
                    request.requiredClass() == null ? sql : sqlWithRequiredClass,
                    furtherArguments(request));
        } catch (SQLException e) {
            if (jdbc.database().errors().isKeyTaken(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<Object> furtherArguments(CountRequest request) {
        Assignment seen = request.seen();
        OrganizationId organization = seen.organization();
        String callId = Objects.requireNonNull(request.callId()).value();
        String country = request.to().region();
        CalleeKey callee = request.callee();
        return Arrays.asList(
                // not there yet
                organization,
                callId,
                // added
                organization,
                seen.agent(),
                seen.number().id(),
                country,
                // written
                organization,
                callId,
                seen.id(),
                seen.agent(),
                country,
                callee == null ? null : callee.value(),
                Objects.requireNonNull(request.fingerprint()).value(),
                request.at());
    }
}
