package dev.callgate.storage.jdbc;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What calls are counted on besides their assignments: in call_counts, one row for each thing that is capped, with the
 * day that its count belongs to; in call_attempts, one row for each number that was called, with the last attempts.
 */
final class SharedCounts {
    private static final String CALLS = "CASE WHEN counted_on = ? THEN calls_made ELSE 0 END";

    /**
     * MariaDB assigns from left to right, so the count comes before the day that it depends on. A row of a newer day is left
     * alone: the whole call has to count on that day then.
     */
    private static final String COUNT = """
            UPDATE call_counts SET calls_made = %1$s + 1, counted_on = ?
            WHERE organization_id = ? AND scope = ? AND counted_id = ? AND %1$s < ?
              AND (counted_on IS NULL OR counted_on <= ?)""".formatted(CALLS);

    private static final String RELEASE = """
            UPDATE call_counts SET calls_made = calls_made - 1
            WHERE organization_id = ? AND scope = ? AND counted_id = ? AND counted_on = ? AND calls_made > 0""";

    static final String INSERT_COUNT = """
            INSERT INTO call_counts (organization_id, scope, counted_id, calls_made, counted_on)
            VALUES (?, ?, ?, 0, NULL)""";

    private static final String READ_COUNTS = """
            SELECT scope, counted_id, calls_made, counted_on FROM call_counts
            WHERE organization_id = ? AND (%s)""";

    private static final String READ_ATTEMPTS =
            "SELECT attempts FROM call_attempts WHERE organization_id = ? AND callee = ?";

    static final String WRITE_ATTEMPTS =
            "UPDATE call_attempts SET attempts = ?, last_attempt_at = ? WHERE organization_id = ? AND callee = ?";

    static final String INSERT_ATTEMPTS =
            "INSERT INTO call_attempts (organization_id, callee, attempts, last_attempt_at) VALUES (?, ?, '', ?)";

    private static final String ERASE_ATTEMPTS =
            "DELETE FROM call_attempts WHERE organization_id = ? AND callee IN (%s)";

    private static final Pattern BETWEEN = Pattern.compile(" ");

    private final Jdbc jdbc;

    SharedCounts(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads no row, only whether every column is there. */
    static void validate(Jdbc jdbc, Connection connection) throws SQLException {
        String nothing = "SELECT %s FROM %s WHERE 1 = 0";
        jdbc.query(
                connection,
                row -> true,
                nothing.formatted("organization_id, scope, counted_id, calls_made, counted_on", "call_counts"));
        jdbc.query(
                connection,
                row -> true,
                nothing.formatted("organization_id, callee, attempts, last_attempt_at", "call_attempts"));
    }

    /**
     * Counts a call on all that it has to stay within, on the day that it was counted on with its assignment; false where
     * something is full, is not there yet, or has a newer day.
     */
    boolean count(Connection connection, CountRequest request, LocalDate date) throws SQLException {
        CalleeKey callee = attempted(request);
        if (callee != null && !countAttempt(connection, request, callee)) {
            return false;
        }
        for (Limits.Cap cap : request.limits().caps()) {
            if (!count(connection, request, cap, date)) {
                return false;
            }
        }
        return true;
    }

    private boolean count(Connection connection, CountRequest request, Limits.Cap cap, LocalDate date)
            throws SQLException {
        Counter counter = cap.counter();
        return jdbc.update(
                        connection,
                        COUNT,
                        date,
                        date,
                        request.seen().organization(),
                        counter.scope(),
                        counter.id(),
                        date,
                        cap.limit(),
                        date)
                > 0;
    }

    private boolean countAttempt(Connection connection, CountRequest request, CalleeKey callee) throws SQLException {
        OrganizationId organization = request.seen().organization();
        Optional<List<Instant>> before =
                attempts(connection, READ_ATTEMPTS + jdbc.database().forUpdate(), organization, callee);
        if (before.isEmpty() || !haveRoom(request, before.get())) {
            return false;
        }
        List<Instant> after = request.limits().attemptsAfter(request.at(), before.get());
        jdbc.update(connection, WRITE_ATTEMPTS, text(after), request.at(), organization, callee.value());
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

    /** Adds the rows that a charge is counted on, where they are not there; nothing is counted by that. */
    void insertMissing(Connection connection, CountRequest request) throws SQLException {
        OrganizationId organization = request.seen().organization();
        for (Limits.Cap cap : request.limits().caps()) {
            jdbc.insertUnlessThere(
                    connection,
                    INSERT_COUNT,
                    organization,
                    cap.counter().scope(),
                    cap.counter().id());
        }
        CalleeKey callee = attempted(request);
        if (callee != null) {
            jdbc.insertUnlessThere(connection, INSERT_ATTEMPTS, organization, callee.value(), request.at());
        }
    }

    @Nullable
    private static CalleeKey attempted(CountRequest request) {
        return request.limits().attempts().isEmpty() ? null : request.callee();
    }

    /** Gives back what a call was counted on, where it still holds the call's day. */
    void release(Connection connection, AllowedCall call) throws SQLException {
        OrganizationId organization = call.counted().organization();
        CalleeKey callee = call.callee();
        if (call.attempt() && callee != null) {
            releaseAttempt(connection, organization, callee, call.at());
        }
        for (Counter.Scope scope : Counter.Scope.values()) {
            for (Counter counter : call.counters()) {
                if (counter.scope() == scope) {
                    jdbc.update(connection, RELEASE, organization, scope, counter.id(), call.day());
                }
            }
        }
    }

    private void releaseAttempt(Connection connection, OrganizationId organization, CalleeKey callee, Instant at)
            throws SQLException {
        Optional<List<Instant>> before =
                attempts(connection, READ_ATTEMPTS + jdbc.database().forUpdate(), organization, callee);
        if (before.isPresent()) {
            List<Instant> others = new ArrayList<>(before.get());
            others.remove(at);
            Instant last = others.isEmpty() ? at : others.get(others.size() - 1);
            jdbc.update(connection, WRITE_ATTEMPTS, text(others), last, organization, callee.value());
        }
    }

    void erase(Connection connection, String places, Object... organizationAndCallees) throws SQLException {
        jdbc.update(connection, ERASE_ATTEMPTS.formatted(places), organizationAndCallees);
    }

    CounterSnapshot usage(Connection connection, CountRequest request) throws SQLException {
        Set<Counter> counters =
                request.limits().caps().stream().map(Limits.Cap::counter).collect(Collectors.toSet());
        return usage(connection, request.seen().organization(), counters, attempted(request));
    }

    CounterSnapshot usage(
            Connection connection,
            OrganizationId organization,
            Collection<Counter> counters,
            @Nullable CalleeKey callee)
            throws SQLException {
        List<Instant> attempts = callee == null
                ? List.of()
                : attempts(connection, READ_ATTEMPTS, organization, callee).orElse(List.of());
        return new CounterSnapshot(dailyCounts(connection, organization, counters), attempts);
    }

    private Map<Counter, DailyCount> dailyCounts(
            Connection connection, OrganizationId organization, Collection<Counter> counters) throws SQLException {
        Map<Counter, DailyCount> dailyCounts = new HashMap<>();
        if (!counters.isEmpty()) {
            String each = counters.stream()
                    .map(counter -> "(scope = ? AND counted_id = ?)")
                    .collect(Collectors.joining(" OR "));
            List<Object> arguments = new ArrayList<>(List.of(organization));
            counters.forEach(counter -> arguments.addAll(List.of(counter.scope(), counter.id())));
            jdbc.query(
                    connection,
                    row -> dailyCounts.put(
                            new Counter(
                                    Jdbc.constant(Counter.Scope.class, row.getString("scope")),
                                    row.getString("counted_id")),
                            new DailyCount(row.getInt("calls_made"), row.getObject("counted_on", LocalDate.class))),
                    READ_COUNTS.formatted(each),
                    arguments.toArray());
        }
        return dailyCounts;
    }

    private Optional<List<Instant>> attempts(
            Connection connection, String sql, OrganizationId organization, CalleeKey callee) throws SQLException {
        return jdbc.queryOne(connection, row -> instants(row.getString("attempts")), sql, organization, callee.value());
    }

    /** Microseconds since 1970, in the order of time. */
    static String text(List<Instant> attempts) {
        return attempts.stream()
                .map(each -> String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, each)))
                .collect(Collectors.joining(" "));
    }

    static List<Instant> instants(@Nullable String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : BETWEEN.splitAsStream(text)
                        .map(each -> Instant.EPOCH.plus(Long.parseLong(each), ChronoUnit.MICROS))
                        .toList();
    }
}
