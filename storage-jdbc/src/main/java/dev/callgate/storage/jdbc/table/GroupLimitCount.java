package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Counted;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks and counts calls on their assignments and on limits of periods, with one statement that commits by itself, for PostgreSQL. It
 * counts all calls of a group or none; if it counts none, the caller has to find out one by one which of them are allowed. Calls that have
 * an ID, and calls that are held on a counter, are left to the caller.
 */
public final class GroupLimitCount {
    private static final String SQL = """
            WITH usable_rows AS (%s),
            usable AS (SELECT 1 FROM usable_rows HAVING count(*) = :assignments),
            wanted AS (%s),
            locked AS (%s),
            room AS (SELECT 1 FROM locked WHERE used + amount <= most HAVING count(*) = :counters),
            counted AS (%s),
            changed AS (%s)
            SELECT calls_made_today, last_reset_date, daily_limit, id, NULL AS place, NULL AS period, NULL AS amount FROM counted
            UNION ALL
            SELECT NULL, NULL, NULL, NULL, place, period_start, amount FROM changed""";

    /** Where the result has these columns, after those of {@link Counted}. */
    private static final int ID = 4;

    private static final int PLACE = 5;
    private static final int PERIOD = 6;
    private static final int AMOUNT = 7;

    private final Jdbc jdbc;
    private final NamedSql sql;

    public GroupLimitCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.sql = NamedSql.of(SQL.formatted(
                AssignmentSql.lockGroup(jdbc.dialect()),
                CounterTable.OF_GROUP,
                CounterTable.LOCK_OF_GROUP,
                AssignmentSql.countGroupIf("room"),
                CounterTable.CHANGE_OF_GROUP));
    }

    /** What the statement counted. */
    private record Values(Map<UUID, Counted> assignments, Map<Counter, CounterValue> counters) {}

    /** Returns the results in the order of the requests; empty if nothing was counted. */
    public Optional<List<CountResult>> count(List<CountRequest> requests) {
        if (!jdbc.dialect().hasWritesInQueries() || !areCountedHere(requests)) {
            return Optional.empty();
        }
        List<CallBatch> batches = CallBatch.of(requests, request -> true);
        List<CounterLimit> limits = sums(requests);
        if (batches.stream().mapToInt(CallBatch::size).sum() < requests.size() || limits.isEmpty()) {
            return Optional.empty();
        }
        Values values = jdbc.statement(
                "counting %d calls together".formatted(requests.size()),
                connection -> count(connection, batches, limits));
        return values.assignments().isEmpty()
                ? Optional.empty()
                : Optional.of(results(requests, batches, limits, values));
    }

    private static boolean areCountedHere(List<CountRequest> requests) {
        boolean anyLimits = false;
        for (CountRequest request : requests) {
            if (request.journal() != null) {
                return false;
            }
            for (CounterLimit limit : request.limits()) {
                if (limit.heldFor() != null) {
                    return false;
                }
                anyLimits = true;
            }
        }
        return anyLimits;
    }

    /** Returns the limits with what all calls add together; none if two calls compare a counter with different limits or periods. */
    private static List<CounterLimit> sums(List<CountRequest> requests) {
        Map<Counter, CounterLimit> byCounter = new HashMap<>();
        for (CountRequest request : requests) {
            for (CounterLimit limit : request.limits()) {
                CounterLimit before = byCounter.get(limit.counter());
                if (before != null
                        && (before.most() != limit.most() || !before.period().equals(limit.period()))) {
                    return List.of();
                }
                byCounter.put(limit.counter(), before == null ? limit : with(limit, before.amount() + limit.amount()));
            }
        }
        return byCounter.values().stream()
                .sorted(Comparator.comparing(CounterLimit::counter, CounterLimit.LOCK_ORDER))
                .toList();
    }

    private static CounterLimit with(CounterLimit limit, long amount) {
        return new CounterLimit(limit.counter(), limit.most(), amount, limit.period(), null);
    }

    private Values count(Connection connection, List<CallBatch> batches, List<CounterLimit> limits)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            jdbc.bind(statement, sql.arguments(values(batches, limits)));
            Values values = new Values(new HashMap<>(), new HashMap<>());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read(rows, limits, values);
                }
            }
            Failure.requireKnownOutcome(statement.getWarnings());
            return values;
        }
    }

    private NamedSql.Values values(List<CallBatch> batches, List<CounterLimit> limits) {
        OrganizationId organization = batches.get(0).first().seen().organization();
        return CallBatch.values(jdbc.dialect(), organization, batches)
                .with("assignments", batches.size())
                .with("counters", limits.size())
                .with("scopes", Columns.texts(limits, each -> each.counter().scope()))
                .with("counterIds", Columns.texts(limits, each -> each.counter().id()))
                .with("kinds", Columns.texts(limits, each -> each.counter().kind()))
                .with("periods", Columns.texts(limits, CounterLimit::period))
                .with("amounts", Columns.texts(limits, CounterLimit::amount))
                .with("limits", Columns.texts(limits, CounterLimit::most));
    }

    private void read(ResultSet row, List<CounterLimit> limits, Values values) throws SQLException {
        UUID id = row.getObject(ID, UUID.class);
        if (id != null) {
            values.assignments().put(id, jdbc.dialect().counted(row));
        } else {
            values.counters()
                    .put(
                            limits.get(row.getInt(PLACE) - 1).counter(),
                            new CounterValue(
                                    row.getLong(AMOUNT), row.getObject(PERIOD, LocalDateTime.class), List.of()));
        }
    }

    private static List<CountResult> results(
            List<CountRequest> requests, List<CallBatch> batches, List<CounterLimit> limits, Values values) {
        Map<Integer, Assignment> after = new HashMap<>();
        batches.forEach(batch ->
                batch.addTo(after, Objects.requireNonNull(values.assignments().get(batch.id()))));
        Map<Counter, CounterValue> counters = new HashMap<>();
        for (CounterLimit limit : limits) {
            counters.put(limit.counter(), less(valueOf(limit, values.counters()), limit.amount()));
        }
        List<CountResult> results = new ArrayList<>(requests.size());
        for (int position = 0; position < requests.size(); position++) {
            results.add(new CountResult.Counted(
                    Objects.requireNonNull(after.get(position)),
                    counted(requests.get(position).limits(), counters)));
        }
        return results;
    }

    private static CounterValue valueOf(CounterLimit limit, Map<Counter, CounterValue> counters) {
        return Objects.requireNonNull(counters.get(limit.counter()), "value of a counter");
    }

    private static CounterValue less(CounterValue value, long amount) {
        return new CounterValue(value.amount() - amount, value.period(), List.of());
    }

    /** Counts a call on the counters, and returns their values after it. */
    private static CounterSnapshot counted(List<CounterLimit> limits, Map<Counter, CounterValue> counters) {
        Map<Counter, CounterValue> after = new HashMap<>();
        for (CounterLimit limit : limits) {
            CounterValue value = less(valueOf(limit, counters), -limit.amount());
            counters.put(limit.counter(), value);
            after.put(limit.counter(), value);
        }
        return new CounterSnapshot(after);
    }
}
