package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallCount;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CounterValue.Hold;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that count at once or in a rolling window, in call_holds. Whoever changes them has locked their counter. A call whose
 * time is over stays until its counter counts another call.
 */
public final class HoldTable {
    /** How many of the calls that end next are read to find out when there is room. */
    private static final int FIRST = 100;

    private static final String ENDED =
            "SELECT SUM(amount) FROM call_holds " + CounterKey.CONDITION + " AND ends_at <= :time";

    private static final NamedSql LIVE =
            NamedSql.of("SELECT SUM(amount) FROM call_holds " + CounterKey.CONDITION + " AND ends_at > :time");

    private static final String FIRST_AFTER = "SELECT hold_id, ends_at, amount FROM call_holds " + CounterKey.CONDITION
            + " AND ends_at > :time ORDER BY ends_at, hold_id LIMIT " + FIRST;

    private static final String FIND =
            "SELECT hold_id, ends_at, amount FROM call_holds " + CounterKey.CONDITION + " AND hold_id = :hold";

    private static final NamedSql DELETE_ENDED =
            NamedSql.of("DELETE FROM call_holds " + CounterKey.CONDITION + " AND ends_at <= :time");

    private static final NamedSql DELETE =
            NamedSql.of("DELETE FROM call_holds " + CounterKey.CONDITION + " AND hold_id = :hold");

    private static final NamedSql CHANGE =
            NamedSql.of("UPDATE call_holds SET amount = :amount " + CounterKey.CONDITION + " AND hold_id = :hold");

    private static final NamedSql EXTEND = NamedSql.of("UPDATE call_holds SET ends_at = :ends " + CounterKey.CONDITION
            + " AND hold_id = :hold AND ends_at < :ends");

    private static final NamedSql INSERT = NamedSql.of("""
            INSERT INTO call_holds (organization_id, scope, counted_id, kind, hold_id, ends_at, amount)
            VALUES (:organization, :scope, :id, :kind, :hold, :ends, :amount)""");

    /** Holds a call on the {@code counters} where calls are held, if there is {@code room}: see {@link LimitSql}. */
    static final String INSERT_OF_COUNTERS = """
            INSERT INTO call_holds (organization_id, scope, counted_id, kind, hold_id, ends_at, amount)
            SELECT :organization, w.scope, w.counted_id, w.kind, :hold, w.period + w.held_for, w.amount
            FROM room CROSS JOIN counters w WHERE w.held_for IS NOT NULL""";

    /** Returns how much the calls count on one of the {@code counters w} that have ended. */
    static final String ENDED_OF_COUNTERS = """
            SELECT SUM(h.amount) FROM call_holds h
            WHERE w.held_for IS NOT NULL AND h.organization_id = :organization AND h.scope = w.scope
                AND h.counted_id = w.counted_id AND h.kind = w.kind AND h.ends_at <= w.period""";

    private static final String IS_LIVE_ON_COUNTER = """
            h.organization_id = :organization AND h.scope = c.scope AND h.counted_id = c.counted_id AND h.kind = c.kind
                AND h.ends_at > GREATEST(c.period_start, :at::timestamp)""";

    /** Returns how much the calls count on a counter {@code c} that have not ended by {@code :at}. */
    static final String LIVE_OF_COUNTER =
            "SELECT COALESCE(SUM(h.amount), 0) FROM call_holds h WHERE " + IS_LIVE_ON_COUNTER;

    /** Returns the first of the calls on a counter {@code c} that have not ended by {@code :at}. */
    static final String FIRST_OF_COUNTER = "SELECT h.hold_id, h.ends_at, h.amount FROM call_holds h WHERE "
            + IS_LIVE_ON_COUNTER + " ORDER BY h.ends_at, h.hold_id LIMIT " + FIRST;

    /** Returns how much the calls count on each counter of a kind that have not ended by {@code :period}. */
    static final String LIVE_AMOUNTS = """
            SELECT organization_id, scope, counted_id, kind, SUM(amount) AS amount FROM call_holds
            WHERE organization_id = :organization AND scope = :scope AND kind = :kind AND ends_at > :period
            GROUP BY organization_id, scope, counted_id, kind""";

    /** The kinds of calls at once, with and without a condition: a slash is followed by a zero. */
    private static final String IS_LIVE =
            "h.kind >= '%1$s' AND h.kind < '%1$s0'".formatted("calls/" + Counter.Kind.LIVE);

    private static final String UNTIL = "SELECT h.hold_id, h.ends_at FROM call_holds h ";

    private static final String LIVE_CALLS = "SELECT h.hold_id, MIN(h.ends_at) AS ends_at FROM call_holds h ";

    /** The most holds that a statement looks up. */
    private static final int FOUND_AT_ONCE = 100;

    private final Jdbc jdbc;
    private final NamedSql ended;
    private final NamedSql firstAfter;
    private final NamedSql lock;

    /** Creates a table that reads the newest calls of counters that are locked. */
    public HoldTable(Jdbc jdbc) {
        this(jdbc, jdbc.readingNewest());
    }

    private HoldTable(Jdbc jdbc, String reading) {
        this.jdbc = jdbc;
        this.ended = NamedSql.of(ENDED + reading);
        this.firstAfter = NamedSql.of(FIRST_AFTER + reading);
        this.lock = NamedSql.of(FIND + jdbc.dialect().forUpdate());
    }

    /**
     * Returns a table that reads what the transaction sees, as it sees their counters: a caller's transaction may see both as they were
     * earlier, and reads them without a lock.
     */
    static HoldTable asSeen(Jdbc jdbc) {
        return new HoldTable(jdbc, "");
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(
                connection,
                row -> true,
                "SELECT organization_id, scope, counted_id, kind, hold_id, ends_at, amount FROM call_holds WHERE 1 = 0");
    }

    private static NamedSql.Values at(OrganizationId organization, Counter counter, Instant time) {
        return CounterKey.values(organization, counter).with("time", time);
    }

    private static NamedSql.Values of(OrganizationId organization, Counter counter, String hold) {
        return CounterKey.values(organization, counter).with("hold", hold);
    }

    /** Returns how much the calls count on a counter that have ended by a time. */
    public long endedBy(Connection connection, OrganizationId organization, Counter counter, Instant time)
            throws SQLException {
        return jdbc.queryOne(connection, row -> row.getLong(1), ended, at(organization, counter, time))
                .orElse(0L);
    }

    /** Returns how much the calls count on a counter that end after a time, whether or not their counter is locked. */
    long liveAfter(Connection connection, OrganizationId organization, Counter counter, Instant time)
            throws SQLException {
        return jdbc.queryOne(connection, row -> row.getLong(1), LIVE, at(organization, counter, time))
                .orElse(0L);
    }

    /** Returns the first of the calls that end after a time, in the order in which they end. */
    public List<Hold> firstAfter(Connection connection, OrganizationId organization, Counter counter, Instant time)
            throws SQLException {
        return jdbc.query(connection, HoldTable::hold, firstAfter, at(organization, counter, time));
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(row.getString("hold_id"), Rows.instant(row, "ends_at"), row.getLong("amount"));
    }

    Optional<Hold> lock(Connection connection, OrganizationId organization, Counter counter, String hold)
            throws SQLException {
        return jdbc.queryOne(connection, HoldTable::hold, lock, of(organization, counter, hold));
    }

    public void deleteEnded(Connection connection, OrganizationId organization, Counter counter, Instant time)
            throws SQLException {
        jdbc.update(connection, DELETE_ENDED, at(organization, counter, time));
    }

    public void insert(Connection connection, OrganizationId organization, List<Map.Entry<Counter, Hold>> all)
            throws SQLException {
        jdbc.insertAll(connection, INSERT, all, each -> of(
                        organization, each.getKey(), each.getValue().id())
                .with("ends", each.getValue().ends())
                .with("amount", each.getValue().amount()));
    }

    /** Sets what a call counts, and deletes it if that is nothing. */
    void change(Connection connection, OrganizationId organization, Counter counter, String hold, long amount)
            throws SQLException {
        NamedSql.Values values = of(organization, counter, hold);
        if (amount > 0) {
            jdbc.update(connection, CHANGE, values.with("amount", amount));
        } else {
            jdbc.update(connection, DELETE, values);
        }
    }

    /** Makes a call end later. */
    void extend(Connection connection, OrganizationId organization, Counter counter, String hold, Instant ends)
            throws SQLException {
        jdbc.update(connection, EXTEND, of(organization, counter, hold).with("ends", ends));
    }

    /** Returns the positions of calls in progress, as {@link dev.callgate.spi.JournalStore#liveCalls} lists them. */
    List<LiveCall.Cursor> live(
            Connection connection, OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit)
            throws SQLException {
        Conditions where = new Conditions()
                .and("h.organization_id = ?", organization)
                .and(IS_LIVE)
                .and("h.ends_at > ?", now);
        String having = "";
        List<Object> arguments = new ArrayList<>(List.of(where.arguments()));
        if (after != null) {
            // A router looks the column up among the columns of the result.
            having = " HAVING MIN(h.ends_at) > ? OR (MIN(h.ends_at) = ? AND hold_id > ?)";
            arguments.addAll(List.of(after.until(), after.until(), after.holdId()));
        }
        String sql = LIVE_CALLS + where.sql() + " GROUP BY h.hold_id" + having
                + " ORDER BY MIN(h.ends_at), h.hold_id LIMIT " + limit;
        return jdbc.query(
                connection,
                row -> new LiveCall.Cursor(Rows.instant(row, "ends_at"), row.getString("hold_id")),
                sql,
                arguments.toArray());
    }

    /** Returns until when calls count on limits of calls at once; see {@link dev.callgate.spi.JournalStore#liveUntil}. */
    public Map<CallId, Instant> liveUntil(OrganizationId organization, Collection<AllowedCall> calls, Instant now) {
        Map<String, CallId> byHold = new HashMap<>();
        List<Map.Entry<Counter, String>> all = new ArrayList<>();
        for (AllowedCall call : calls) {
            byHold.put(call.holdId(), call.callId());
            call.counts().stream()
                    .map(CallCount::counter)
                    .filter(each -> each.kind().isLive())
                    .forEach(each -> all.add(Map.entry(each, call.holdId())));
        }
        Map<CallId, Instant> until = new HashMap<>();
        if (!all.isEmpty()) {
            jdbc.read("reading until when calls are held", connection -> {
                int atOnce = jdbc.dialect().findsRowsBySeveralKeys() ? FOUND_AT_ONCE : 1;
                for (int from = 0; from < all.size(); from += atOnce) {
                    Conditions where = new Conditions()
                            .and("h.organization_id = ?", organization)
                            .and("h.ends_at > ?", now);
                    addKeys(where, all.subList(from, Math.min(all.size(), from + atOnce)));
                    jdbc.query(
                            connection,
                            row -> until.merge(
                                    Objects.requireNonNull(byHold.get(row.getString("hold_id"))),
                                    Rows.instant(row, "ends_at"),
                                    (one, other) -> one.isBefore(other) ? one : other),
                            UNTIL + where.sql(),
                            where.arguments());
                }
                return true;
            });
        }
        return until;
    }

    private void addKeys(Conditions where, List<Map.Entry<Counter, String>> some) {
        if (jdbc.dialect().writesRowsFromArrays()) {
            where.andArrays(
                    "(h.scope, h.counted_id, h.kind, h.hold_id) IN (SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]))",
                    Columns.texts(some, each -> each.getKey().scope()),
                    Columns.texts(some, each -> each.getKey().id()),
                    Columns.texts(some, each -> each.getKey().kind()),
                    Columns.texts(some, Map.Entry::getValue));
        } else {
            where.andAny(some.stream()
                    .map(each -> new Conditions()
                            .and("h.scope = ?", each.getKey().scope())
                            .and("h.counted_id = ?", each.getKey().id())
                            .and("h.kind = ?", each.getKey().kind().toString())
                            .and("h.hold_id = ?", each.getValue()))
                    .toList());
        }
    }

    /** Returns the IDs of locked counters on which a call counts that has not ended before a time. */
    List<String> heldAfter(
            Connection connection, OrganizationId organization, CounterGroup group, Set<String> ids, Instant time)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Conditions where = group.condition(organization, jdbc.dialect(), ids).and("ends_at >= ?", time);
        return jdbc.query(
                connection,
                row -> row.getString("counted_id"),
                "SELECT counted_id FROM call_holds " + where.sql() + jdbc.readingNewest(),
                where.arguments());
    }

    void delete(Connection connection, Conditions where) throws SQLException {
        jdbc.update(connection, "DELETE FROM call_holds " + where.sql(), where.arguments());
    }
}
