package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.Limits;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of a day, in call_counts, with one row for each capped number, agent or organization. Each row holds a
 * count and its day.
 */
public final class CounterTable {
    private static final String CALLS = "CASE WHEN counted_on = :day THEN calls_made ELSE 0 END";

    private static final String OF_COUNTER =
            "WHERE organization_id = :organization AND scope = :scope AND counted_id = :id";

    /**
     * MariaDB evaluates assignments from left to right, so the count is assigned before the day that it depends on. A
     * row with a newer day is not changed: then the whole call must be counted on that day.
     */
    private static final NamedSql COUNT = NamedSql.of("""
            UPDATE call_counts SET calls_made = %1$s + 1, counted_on = :day
            %2$s AND %1$s < :limit AND (counted_on IS NULL OR counted_on <= :day)""".formatted(CALLS, OF_COUNTER));

    private static final NamedSql RELEASE = NamedSql.of("""
            UPDATE call_counts SET calls_made = calls_made - 1
            %s AND counted_on = :day AND calls_made > 0""".formatted(OF_COUNTER));

    private static final NamedSql WRITE =
            NamedSql.of("UPDATE call_counts SET calls_made = :calls, counted_on = :day " + OF_COUNTER);

    private static final NamedSql INSERT = NamedSql.of("""
            INSERT INTO call_counts (organization_id, scope, counted_id, calls_made, counted_on)
            VALUES (:organization, :scope, :id, 0, NULL)""");

    private static final String SELECT = "SELECT scope, counted_id, calls_made, counted_on FROM call_counts ";

    private final Jdbc jdbc;

    public CounterTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(
                connection,
                row -> true,
                "SELECT organization_id, scope, counted_id, calls_made, counted_on FROM call_counts WHERE 1 = 0");
    }

    private static NamedSql.Values of(OrganizationId organization, Counter counter) {
        return new NamedSql.Values()
                .with("organization", organization)
                .with("scope", counter.scope())
                .with("id", counter.id());
    }

    /** Counts a call. Returns false if the cap leaves no room, or if the row is missing or has a newer day. */
    public boolean count(Connection connection, OrganizationId organization, Limits.Cap cap, LocalDate day)
            throws SQLException {
        return jdbc.update(
                        connection,
                        COUNT,
                        of(organization, cap.counter()).with("day", day).with("limit", cap.limit()))
                > 0;
    }

    /** Inserts the row of a counter if it is missing. Does not count the call. */
    public void insertMissing(Connection connection, OrganizationId organization, Counter counter) throws SQLException {
        jdbc.insertUnlessThere(connection, INSERT, of(organization, counter));
    }

    /** Subtracts a call from its counters, in locking order, if they still hold the count of the call's day. */
    void release(Connection connection, AllowedCall call) throws SQLException {
        OrganizationId organization = call.counted().organization();
        for (Counter.Scope scope : Counter.Scope.values()) {
            for (Counter counter : call.counters()) {
                if (counter.scope() == scope) {
                    jdbc.update(connection, RELEASE, of(organization, counter).with("day", call.day()));
                }
            }
        }
    }

    public Map<Counter, DailyCount> read(
            Connection connection, OrganizationId organization, Collection<Counter> counters) throws SQLException {
        if (counters.isEmpty()) {
            return Map.of();
        }
        List<Conditions> keys = counters.stream()
                .map(counter ->
                        new Conditions().and("scope = ?", counter.scope()).and("counted_id = ?", counter.id()))
                .toList();
        Conditions where =
                new Conditions().and("organization_id = ?", organization).andAny(keys);
        Map<Counter, DailyCount> dailyCounts = new HashMap<>();
        jdbc.query(
                connection,
                row -> dailyCounts.put(
                        new Counter(
                                Columns.constant(Counter.Scope.class, row.getString("scope")),
                                row.getString("counted_id")),
                        dailyCount(row)),
                SELECT + where.sql(),
                where.arguments());
        return dailyCounts;
    }

    private static DailyCount dailyCount(ResultSet row) throws SQLException {
        return new DailyCount(row.getInt("calls_made"), row.getObject("counted_on", LocalDate.class));
    }

    /**
     * Locks the counters of calls, and inserts the missing rows. Scopes are locked one after the other, so that the
     * counters that most calls share are locked last.
     */
    public Map<Counter, DailyCount> lock(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Map<Counter, DailyCount> dailyCounts = new HashMap<>();
        for (Counter.Scope scope : Counter.Scope.values()) {
            List<String> counted = requests.stream()
                    .flatMap(each -> each.limits().caps().stream())
                    .map(Limits.Cap::counter)
                    .filter(each -> each.scope() == scope)
                    .map(Counter::id)
                    .toList();
            LockedRows.lockAll(
                            counted,
                            ids -> lock(connection, organization, scope, ids),
                            id -> insertMissing(connection, organization, new Counter(scope, id)))
                    .forEach((id, dailyCount) -> dailyCounts.put(new Counter(scope, id), dailyCount));
        }
        return dailyCounts;
    }

    private Map<String, DailyCount> lock(
            Connection connection, OrganizationId organization, Counter.Scope scope, List<String> ids)
            throws SQLException {
        Conditions where = new Conditions()
                .and("organization_id = ?", organization)
                .and("scope = ?", scope)
                .andOneOf(jdbc.dialect(), "counted_id", "text", ids);
        Map<String, DailyCount> dailyCounts = new HashMap<>();
        jdbc.query(
                connection,
                row -> dailyCounts.put(row.getString("counted_id"), dailyCount(row)),
                SELECT + where.sql() + " ORDER BY counted_id" + jdbc.dialect().forUpdate(),
                where.arguments());
        return dailyCounts;
    }

    /** Writes the counts of locked counters. */
    public void write(Connection connection, OrganizationId organization, Map<Counter, DailyCount> dailyCounts)
            throws SQLException {
        jdbc.updateAll(connection, WRITE, dailyCounts.entrySet(), each -> of(organization, each.getKey())
                .with("calls", each.getValue().calls())
                .with("day", each.getValue().day()));
    }
}
