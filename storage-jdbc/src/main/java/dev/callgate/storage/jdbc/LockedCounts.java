package dev.callgate.storage.jdbc;

import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a group of calls is counted on besides its assignments: rows of call_counts and call_attempts, made where they are missing. */
final class LockedCounts {
    private static final String LOCK_COUNTS = "SELECT counted_id, calls_made, counted_on FROM call_counts ";

    private static final String WRITE_COUNTS =
            "UPDATE call_counts SET calls_made = ?, counted_on = ? WHERE organization_id = ? AND scope = ? AND counted_id = ?";

    private static final String LOCK_ATTEMPTS = "SELECT callee, attempts FROM call_attempts ";

    private final Jdbc jdbc;

    LockedCounts(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** What is locked, by its key; reads rows of a list of keys. */
    private interface Locking<T> {
        Map<String, T> lock(List<String> keys) throws SQLException;
    }

    /** Inserts the row of a key, unless it is there. */
    private interface Inserting {
        void insert(String key) throws SQLException;
    }

    /** Locks rows in the order of their keys; those that are missing are made first, and locked as well. */
    private static <T> Map<String, T> lockAll(Collection<String> keys, Locking<T> locking, Inserting inserting)
            throws SQLException {
        List<String> ordered = keys.stream().distinct().sorted().toList();
        if (ordered.isEmpty()) {
            return Map.of();
        }
        Map<String, T> locked = locking.lock(ordered);
        if (locked.size() == ordered.size()) {
            return locked;
        }
        for (String key : ordered) {
            if (!locked.containsKey(key)) {
                inserting.insert(key);
            }
        }
        return locking.lock(ordered);
    }

    Map<CalleeKey, List<Instant>> lockAttempts(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Map<String, Instant> calledAt = new TreeMap<>();
        for (CountRequest request : requests) {
            if (!request.limits().attempts().isEmpty()) {
                calledAt.putIfAbsent(Objects.requireNonNull(request.callee()).value(), request.at());
            }
        }
        Map<CalleeKey, List<Instant>> attempts = new HashMap<>();
        lockAll(
                        calledAt.keySet(),
                        callees -> readAttempts(connection, organization, callees),
                        key -> jdbc.insertUnlessThere(
                                connection,
                                SharedCounts.INSERT_ATTEMPTS,
                                organization,
                                key,
                                Objects.requireNonNull(calledAt.get(key))))
                .forEach((callee, all) -> attempts.put(new CalleeKey(callee), all));
        return attempts;
    }

    private Map<String, List<Instant>> readAttempts(
            Connection connection, OrganizationId organization, List<String> callees) throws SQLException {
        Conditions where = new Conditions()
                .and("organization_id = ?", organization)
                .andOneOf(jdbc.database(), "callee", "text", callees);
        Map<String, List<Instant>> attempts = new HashMap<>();
        jdbc.query(
                connection,
                row -> attempts.put(row.getString("callee"), SharedCounts.instants(row.getString("attempts"))),
                LOCK_ATTEMPTS + where.sql() + " ORDER BY callee"
                        + jdbc.database().forUpdate(),
                where.arguments());
        return attempts;
    }

    /** One scope after the other: what most calls share is locked last. */
    Map<Counter, DailyCount> lockTallies(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Map<Counter, DailyCount> dailyCounts = new HashMap<>();
        for (Counter.Scope scope : Counter.Scope.values()) {
            List<String> counted = requests.stream()
                    .flatMap(each -> each.limits().caps().stream())
                    .map(Limits.Cap::counter)
                    .filter(each -> each.scope() == scope)
                    .map(Counter::id)
                    .toList();
            lockAll(
                            counted,
                            ids -> readTallies(connection, organization, scope, ids),
                            id -> jdbc.insertUnlessThere(
                                    connection, SharedCounts.INSERT_COUNT, organization, scope, id))
                    .forEach((id, dailyCount) -> dailyCounts.put(new Counter(scope, id), dailyCount));
        }
        return dailyCounts;
    }

    private Map<String, DailyCount> readTallies(
            Connection connection, OrganizationId organization, Counter.Scope scope, List<String> ids)
            throws SQLException {
        Conditions where = new Conditions()
                .and("organization_id = ?", organization)
                .and("scope = ?", scope)
                .andOneOf(jdbc.database(), "counted_id", "text", ids);
        Map<String, DailyCount> dailyCounts = new HashMap<>();
        jdbc.query(
                connection,
                row -> dailyCounts.put(
                        row.getString("counted_id"),
                        new DailyCount(row.getInt("calls_made"), row.getObject("counted_on", LocalDate.class))),
                LOCK_COUNTS + where.sql() + " ORDER BY counted_id"
                        + jdbc.database().forUpdate(),
                where.arguments());
        return dailyCounts;
    }

    void write(Connection connection, OrganizationId organization, GroupState state) throws SQLException {
        jdbc.updateAll(
                connection, SharedCounts.WRITE_ATTEMPTS, state.newAttempts().entrySet(), each -> new Object[] {
                    SharedCounts.text(each.getValue()),
                    each.getValue().get(each.getValue().size() - 1),
                    organization,
                    each.getKey().value()
                });
        jdbc.updateAll(connection, WRITE_COUNTS, state.countedDailyCounts().entrySet(), each -> new Object[] {
            each.getValue().calls(),
            each.getValue().day(),
            organization,
            each.getKey().scope(),
            each.getKey().id()
        });
    }
}
