package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The latest attempts, in call_attempts, with one row for each callee. */
public final class AttemptTable {
    private static final String SELECT = "SELECT callee, attempts FROM call_attempts ";

    private static final String OF_CALLEE = "WHERE organization_id = :organization AND callee = :callee";

    private static final NamedSql READ = NamedSql.of(SELECT + OF_CALLEE);

    private static final NamedSql WRITE =
            NamedSql.of("UPDATE call_attempts SET attempts = :attempts, last_attempt_at = :last " + OF_CALLEE);

    private static final NamedSql INSERT = NamedSql.of("""
            INSERT INTO call_attempts (organization_id, callee, attempts, last_attempt_at)
            VALUES (:organization, :callee, '', :last)""");

    private static final Pattern SEPARATOR = Pattern.compile(" ");

    private final Jdbc jdbc;
    private final NamedSql lock;

    public AttemptTable(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.lock = NamedSql.of(SELECT + OF_CALLEE + jdbc.dialect().forUpdate());
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(
                connection,
                row -> true,
                "SELECT organization_id, callee, attempts, last_attempt_at FROM call_attempts WHERE 1 = 0");
    }

    /** Returns the callee whose attempts the call counts toward, or null if attempts are not limited. */
    @Nullable
    private static CalleeKey attempted(CountRequest request) {
        return request.limits().attempts().isEmpty() ? null : request.callee();
    }

    private static NamedSql.Values values(OrganizationId organization, String callee, Instant last) {
        return new NamedSql.Values()
                .with("organization", organization)
                .with("callee", callee)
                .with("last", last);
    }

    /**
     * Counts a call as an attempt if attempts are limited. Returns false if a limit leaves no room, or if the row is
     * missing.
     */
    public boolean count(Connection connection, CountRequest request) throws SQLException {
        CalleeKey callee = attempted(request);
        if (callee == null) {
            return true;
        }
        OrganizationId organization = request.seen().organization();
        Optional<List<Instant>> before = lock(connection, organization, callee);
        if (before.isEmpty() || !haveRoom(request, before.get())) {
            return false;
        }
        List<Instant> after = request.limits().attemptsAfter(request.at(), before.get());
        write(connection, organization, callee, after, request.at());
        return true;
    }

    private static boolean haveRoom(CountRequest request, List<Instant> attempts) {
        for (AttemptLimit limit : request.limits().attempts()) {
            if (limit.remaining(request.at(), attempts) == 0) {
                return false;
            }
        }
        return true;
    }

    private void write(
            Connection connection, OrganizationId organization, CalleeKey callee, List<Instant> attempts, Instant last)
            throws SQLException {
        jdbc.update(
                connection, WRITE, values(organization, callee.value(), last).with("attempts", text(attempts)));
    }

    /** Inserts the row of the callee if attempts are limited and the row is missing. Does not count the call. */
    public void insertMissing(Connection connection, CountRequest request) throws SQLException {
        CalleeKey callee = attempted(request);
        if (callee != null) {
            insertMissing(connection, request.seen().organization(), callee.value(), request.at());
        }
    }

    private void insertMissing(Connection connection, OrganizationId organization, String callee, Instant at)
            throws SQLException {
        jdbc.insertUnlessThere(connection, INSERT, values(organization, callee, at));
    }

    /** Removes a call from the attempts, if it counts as one. */
    void release(Connection connection, AllowedCall call) throws SQLException {
        CalleeKey callee = call.callee();
        if (!call.attempt() || callee == null) {
            return;
        }
        OrganizationId organization = call.counted().organization();
        Optional<List<Instant>> before = lock(connection, organization, callee);
        if (before.isPresent()) {
            List<Instant> others = new ArrayList<>(before.get());
            others.remove(call.at());
            Instant last = others.isEmpty() ? call.at() : others.get(others.size() - 1);
            write(connection, organization, callee, others, last);
        }
    }

    void erase(Connection connection, OrganizationId organization, List<String> callees) throws SQLException {
        Conditions where = ofCallees(organization, callees);
        jdbc.update(connection, "DELETE FROM call_attempts " + where.sql(), where.arguments());
    }

    private Conditions ofCallees(OrganizationId organization, List<String> callees) {
        return new Conditions()
                .and("organization_id = ?", organization)
                .andOneOf(jdbc.dialect(), "callee", "text", callees);
    }

    public List<Instant> read(Connection connection, OrganizationId organization, @Nullable CalleeKey callee)
            throws SQLException {
        return callee == null
                ? List.of()
                : select(connection, READ, organization, callee).orElse(List.of());
    }

    private Optional<List<Instant>> lock(Connection connection, OrganizationId organization, CalleeKey callee)
            throws SQLException {
        return select(connection, lock, organization, callee);
    }

    private Optional<List<Instant>> select(
            Connection connection, NamedSql sql, OrganizationId organization, CalleeKey callee) throws SQLException {
        return jdbc.queryOne(
                connection,
                row -> instants(row.getString("attempts")),
                sql,
                new NamedSql.Values().with("organization", organization).with("callee", callee.value()));
    }

    /** Locks the attempts of the callees of calls, and inserts the missing rows. */
    public Map<CalleeKey, List<Instant>> lock(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Map<String, Instant> calledAt = new TreeMap<>();
        for (CountRequest request : requests) {
            if (!request.limits().attempts().isEmpty()) {
                calledAt.putIfAbsent(Objects.requireNonNull(request.callee()).value(), request.at());
            }
        }
        Map<CalleeKey, List<Instant>> attempts = new HashMap<>();
        LockedRows.lockAll(
                        calledAt.keySet(),
                        callees -> lockAll(connection, organization, callees),
                        callee -> insertMissing(
                                connection, organization, callee, Objects.requireNonNull(calledAt.get(callee))))
                .forEach((callee, all) -> attempts.put(new CalleeKey(callee), all));
        return attempts;
    }

    private Map<String, List<Instant>> lockAll(Connection connection, OrganizationId organization, List<String> callees)
            throws SQLException {
        Conditions where = ofCallees(organization, callees);
        Map<String, List<Instant>> attempts = new HashMap<>();
        jdbc.query(
                connection,
                row -> attempts.put(row.getString("callee"), instants(row.getString("attempts"))),
                SELECT + where.sql() + " ORDER BY callee" + jdbc.dialect().forUpdate(),
                where.arguments());
        return attempts;
    }

    /** Writes locked attempts. Each callee has at least one. */
    public void write(Connection connection, OrganizationId organization, Map<CalleeKey, List<Instant>> attempts)
            throws SQLException {
        jdbc.updateAll(connection, WRITE, attempts.entrySet(), each -> {
            List<Instant> all = each.getValue();
            return values(organization, each.getKey().value(), all.get(all.size() - 1))
                    .with("attempts", text(all));
        });
    }

    /** Returns microseconds since 1970, in chronological order. */
    private static String text(List<Instant> attempts) {
        return attempts.stream()
                .map(each -> String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, each)))
                .collect(Collectors.joining(" "));
    }

    private static List<Instant> instants(@Nullable String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : SEPARATOR
                        .splitAsStream(text)
                        .map(each -> Instant.EPOCH.plus(Long.parseLong(each), ChronoUnit.MICROS))
                        .toList();
    }
}
