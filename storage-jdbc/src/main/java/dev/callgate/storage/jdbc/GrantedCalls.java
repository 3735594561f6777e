package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.GrantedCall;
import dev.callgate.cap.Counter;
import dev.callgate.id.CallId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls that were granted under an id of the host's, in granted_calls: written in the transaction that counts them. */
final class GrantedCalls {
    private static final String INSERT = """
            INSERT INTO granted_calls (organization_id, call_id, assignment_id, calls_made, counted_on, scopes,
                attempted, granted_at, released_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)""";

    /** The pair's row and the number's stay, whoever has the number by now. */
    private static final String SELECT = """
            SELECT %s, g.call_id, g.calls_made AS granted_calls_made, g.counted_on, g.scopes, g.attempted, g.granted_at,
                g.released_at
            FROM granted_calls g
            JOIN agent_phone_numbers a ON a.organization_id = g.organization_id AND a.id = g.assignment_id
            JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
            """.formatted(Rows.ASSIGNMENT_COLUMNS);

    private static final String FIND = SELECT + "WHERE g.organization_id = ? AND g.call_id = ?";

    private static final String RELEASE = """
            UPDATE granted_calls SET released_at = ?
            WHERE organization_id = ? AND call_id = ? AND released_at IS NULL""";

    private static final String RELEASE_ASSIGNMENT = """
            UPDATE agent_phone_numbers SET calls_made_today = calls_made_today - 1
            WHERE organization_id = ? AND id = ? AND last_reset_date = ? AND calls_made_today > 0""";

    private static final String FORGET = "DELETE FROM granted_calls WHERE organization_id = ? AND counted_on < ?";

    private static final Pattern BETWEEN = Pattern.compile(" ");

    private final Jdbc jdbc;
    private final SharedCounts shared;

    GrantedCalls(Jdbc jdbc, SharedCounts shared) {
        this.jdbc = jdbc;
        this.shared = shared;
    }

    /** Reads no row, only whether every column is there. */
    static void validate(Jdbc jdbc, Connection connection) throws SQLException {
        jdbc.query(connection, row -> true, SELECT + "WHERE 1 = 0");
    }

    /** Writes a call that was counted; false where a call of its id is there already. */
    boolean insert(Connection connection, Charge charge, Assignment after) throws SQLException {
        GrantedCall call = charge.grantedCall(after);
        E164 attempted = call.attempted();
        return jdbc.insertUnlessThere(
                connection,
                INSERT,
                after.organization(),
                call.callId().value(),
                after.id(),
                after.callsMadeToday(),
                call.day(),
                scopes(call.counters()),
                attempted == null ? null : attempted.toString(),
                call.at());
    }

    private static String scopes(Set<Counter> counters) {
        return counters.stream().map(each -> Jdbc.name(each.scope())).sorted().collect(Collectors.joining(" "));
    }

    Optional<GrantedCall> find(Connection connection, OrganizationId organization, CallId callId) throws SQLException {
        return jdbc.queryOne(connection, GrantedCalls::read, FIND, organization, callId.value());
    }

    @Nullable
    private static GrantedCall read(ResultSet row) throws SQLException {
        Assignment now = Rows.assignment(row);
        if (now == null) {
            return null;
        }
        Assignment counted = new Assignment(
                now.id(),
                now.agent(),
                now.number(),
                now.terms(),
                row.getInt("granted_calls_made"),
                row.getObject("counted_on", LocalDate.class),
                now.createdAt(),
                now.updatedAt());
        String attempted = row.getString("attempted");
        return new GrantedCall(
                new CallId(row.getString("call_id")),
                counted,
                Rows.instant(row, "granted_at"),
                counters(row.getString("scopes"), counted),
                attempted == null ? null : E164.of(attempted),
                row.getObject("released_at") == null ? null : Rows.instant(row, "released_at"));
    }

    private static Set<Counter> counters(String scopes, Assignment counted) {
        return BETWEEN.splitAsStream(scopes)
                .filter(each -> !each.isEmpty())
                .map(each -> counter(Jdbc.constant(Counter.Scope.class, each), counted))
                .collect(Collectors.toSet());
    }

    private static Counter counter(Counter.Scope scope, Assignment counted) {
        return switch (scope) {
            case NUMBER -> Counter.ofNumber(counted.number().id());
            case AGENT -> Counter.ofAgent(counted.agent());
            case ORGANIZATION -> Counter.ofOrganization();
        };
    }

    Optional<GrantedCall> find(OrganizationId organization, CallId callId) {
        return jdbc.read("looking for a call", connection -> find(connection, organization, callId));
    }

    /** Whoever marks the call as released gives its counts back, in the order in which they were locked. */
    Optional<GrantedCall> release(OrganizationId organization, CallId callId, Instant now) {
        return jdbc.transaction("releasing a call", connection -> {
            boolean first = jdbc.update(connection, RELEASE, now, organization, callId.value()) > 0;
            Optional<GrantedCall> call = find(connection, organization, callId);
            if (first && call.isPresent()) {
                GrantedCall released = call.get();
                jdbc.update(
                        connection,
                        RELEASE_ASSIGNMENT,
                        organization,
                        released.counted().id(),
                        released.day());
                shared.release(connection, organization, released);
            }
            return call;
        });
    }

    int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return jdbc.statement("forgetting calls", connection -> jdbc.update(connection, FORGET, organization, day));
    }
}
