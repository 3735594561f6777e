package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallCount;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.AssignmentStore.CountersOfLimit;
import dev.callgate.spi.AssignmentStore.UsedCounter;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.RowUpdate;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The counters of limits beyond those of assignments, in call_counters. Rows are locked in the order of their keys, in which {@link
 * CounterLimit#LOCK_ORDER} has them, too, so that two transactions that need the same rows wait and do not deadlock.
 */
public final class CounterTable {
    private static final String SELECT = "SELECT scope, counted_id, kind, amount, period_start FROM call_counters ";

    private static final String OF_LIMIT = """

            WHERE c.organization_id = :organization AND c.scope = :scope AND c.kind = :kind
                AND SUBSTR(c.counted_id, 1, :prefixLength) = :prefix""";

    private static final String BY_SHARE = """

                AND %1$s.amount > 0 AND %1$s.amount >= c.most * CAST(:share AS DECIMAL(18, 15))
            ORDER BY COALESCE(%1$s.amount * 1e0 / NULLIF(c.most, 0), 1) DESC, c.counted_id LIMIT :limit""";

    private static final NamedSql MOST_USED = NamedSql.of("SELECT c.counted_id, c.amount, c.most FROM call_counters c"
            + OF_LIMIT + " AND c.period_start >= :period" + BY_SHARE.formatted("c"));

    private static final NamedSql MOST_HELD =
            NamedSql.of("""
            SELECT c.counted_id, h.amount, c.most FROM call_counters c
            JOIN (%s) h ON h.organization_id = c.organization_id
                AND h.scope = c.scope AND h.counted_id = c.counted_id AND h.kind = c.kind""".formatted(HoldTable.LIVE_AMOUNTS) + OF_LIMIT + BY_SHARE.formatted("h"));

    private static final RowUpdate WRITE = new RowUpdate(
            "call_counters", CounterKey.OF_ORGANIZATION, CounterKey.COUNTER, List.of("amount", "period_start", "most"));

    private static final NamedSql CHANGE =
            NamedSql.of("UPDATE call_counters SET amount = :amount " + CounterKey.CONDITION);

    private static final NamedSql INSERT = NamedSql.of("""
            INSERT INTO call_counters (organization_id, scope, counted_id, kind, amount, period_start, most)
            VALUES (:organization, :scope, :id, :kind, 0, NULL, 0)""");

    /** What is used of a counter {@code c} in the period of {@code w}. */
    private static final String USED =
            "CASE WHEN w.held_for IS NULL AND c.period_start < w.period THEN 0 ELSE c.amount END";

    /** Finds the counter {@code c} of a limit {@code w}. */
    private static final String IS_COUNTER_OF_LIMIT = """
            c.organization_id = :organization
                AND c.scope = w.scope AND c.counted_id = w.counted_id AND c.kind = w.kind""";

    /**
     * Locks the counters of the limits in {@code wanted}, except the shared one, once the assignment in {@code usable} is locked: see
     * {@link LimitSql}.
     */
    static final String LOCK_OTHERS = """
            SELECT w.place, GREATEST(c.period_start, w.period) AS period, %s AS used
            FROM usable CROSS JOIN wanted w
            JOIN call_counters c ON %s
            WHERE w.place < :shared
            ORDER BY c.scope, c.counted_id, c.kind
            FOR UPDATE OF c""".formatted(USED, IS_COUNTER_OF_LIMIT);

    /** Counts a call on the shared counter of {@code wanted} if it has room. The part that has to have a row is filled in. */
    static final String CHANGE_SHARED = """
            UPDATE call_counters c
            SET amount = %1$s + w.amount, period_start = GREATEST(c.period_start, w.period), most = w.most
            FROM %%s CROSS JOIN wanted w
            WHERE w.place = :shared AND %2$s AND %1$s + w.amount <= w.most
            RETURNING w.scope, w.counted_id, w.kind, w.label, w.amount, w.most, w.held_for, w.place,
                c.period_start AS period, c.amount - w.amount AS used""".formatted(USED, IS_COUNTER_OF_LIMIT);

    /** Counts a call on the {@code others}, which were locked, if there is {@code room}. */
    static final String CHANGE_OTHERS = """
            UPDATE call_counters c SET amount = w.used + w.amount, period_start = w.period, most = w.most
            FROM room CROSS JOIN others w
            WHERE NOT w.is_new AND %s""".formatted(IS_COUNTER_OF_LIMIT);

    /** Counts a call on the {@code others} that have no row yet, if there is {@code room}. */
    static final String INSERT_OTHERS = """
            INSERT INTO call_counters (organization_id, scope, counted_id, kind, amount, period_start, most)
            SELECT :organization, w.scope, w.counted_id, w.kind, w.amount, w.period, w.most
            FROM room CROSS JOIN others w WHERE w.is_new ORDER BY w.scope, w.counted_id, w.kind""";

    /** The counters of a group's limits, each with what the whole group adds. */
    static final String OF_GROUP = """
            SELECT * FROM unnest(:scopes::text[], :counterIds::text[], :kinds::text[], :periods::timestamp[],
                    :amounts::bigint[], :limits::bigint[])
                WITH ORDINALITY AS w (scope, counted_id, kind, period, amount, most, place)""";

    /** Locks the counters of the limits in {@code wanted} if the assignments of all calls are {@code usable}. */
    static final String LOCK_OF_GROUP = """
            SELECT w.*, CASE WHEN c.period_start < w.period THEN 0 ELSE c.amount END AS used
            FROM usable CROSS JOIN wanted w
            JOIN call_counters c ON %s
            ORDER BY c.scope, c.counted_id, c.kind
            FOR UPDATE OF c""".formatted(IS_COUNTER_OF_LIMIT);

    /** Counts a group on the counters that were {@code locked}, if there is {@code room}. */
    static final String CHANGE_OF_GROUP = """
            UPDATE call_counters c
            SET amount = w.used + w.amount, period_start = GREATEST(c.period_start, w.period), most = w.most
            FROM room CROSS JOIN locked w
            WHERE %s
            RETURNING w.place, c.period_start, c.amount""".formatted(IS_COUNTER_OF_LIMIT);

    /**
     * Reads counters with the first calls that are held at a time: one row for each of these calls, and at least one for each counter. Only
     * PostgreSQL supports it.
     */
    static final NamedSql WITH_HELD = NamedSql.of("""
            SELECT c.scope, c.counted_id, c.kind, c.amount, c.period_start, (%s) AS live,
                f.hold_id, f.ends_at, f.amount AS held
            FROM call_counters c LEFT JOIN LATERAL (%s) f ON TRUE
            WHERE c.organization_id = :organization
                AND (c.scope, c.counted_id, c.kind)
                    IN (SELECT * FROM unnest(:scopes::text[], :counterIds::text[], :kinds::text[]))
            ORDER BY c.scope, c.counted_id, c.kind, f.ends_at, f.hold_id""".formatted(HoldTable.LIVE_OF_COUNTER, HoldTable.FIRST_OF_COUNTER));

    /** How many old counters are read at once. */
    private static final int PAGE = 1_000;

    private final Jdbc jdbc;
    private final HoldTable holds;
    private final HoldTable holdsAsSeen;

    public CounterTable(Jdbc jdbc, HoldTable holds) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.holdsAsSeen = HoldTable.asSeen(jdbc);
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(
                connection,
                row -> true,
                "SELECT organization_id, scope, counted_id, kind, amount, period_start, most FROM call_counters WHERE 1 = 0");
    }

    /** Reads counters, with the first of the calls that are held at a time. */
    public CounterSnapshot read(OrganizationId organization, Collection<Counter> counters, Instant at) {
        return jdbc.read("reading the counters", connection -> {
            Map<Counter, CounterValue> values = new HashMap<>();
            for (Map.Entry<Counter, CounterValue> each :
                    select(connection, organization, counters, "").entrySet()) {
                Counter counter = each.getKey();
                values.put(
                        counter,
                        counter.kind().isHeld()
                                ? heldAt(connection, organization, counter, each.getValue(), at)
                                : each.getValue());
            }
            return new CounterSnapshot(values);
        });
    }

    private CounterValue heldAt(
            Connection connection, OrganizationId organization, Counter counter, CounterValue value, Instant at)
            throws SQLException {
        Instant time = later(value, at);
        return new CounterValue(
                holdsAsSeen.liveAfter(connection, organization, counter, time),
                value.period(),
                holdsAsSeen.firstAfter(connection, organization, counter, time));
    }

    /** Returns the counters of a limit that have used most; see {@link dev.callgate.spi.AssignmentStore#mostUsedCounters}. */
    public List<UsedCounter> mostUsed(
            OrganizationId organization, CountersOfLimit ofLimit, double leastShare, int most) {
        String prefix = ofLimit.idPrefix();
        NamedSql.Values values = new NamedSql.Values()
                .with("organization", organization)
                .with("scope", ofLimit.scope())
                .with("kind", ofLimit.kind().toString())
                .with("period", ofLimit.period())
                .with("prefix", prefix)
                .with("prefixLength", prefix.length())
                .with("share", BigDecimal.valueOf(leastShare))
                .with("limit", most);
        return jdbc.read(
                "reading the counters that have used most",
                connection -> jdbc.query(
                        connection,
                        row -> new UsedCounter(
                                new Counter(ofLimit.scope(), row.getString("counted_id"), ofLimit.kind()),
                                row.getLong("amount"),
                                row.getLong("most")),
                        ofLimit.kind().isHeld() ? MOST_HELD : MOST_USED,
                        values));
    }

    /** Returns a time, or that of the latest call on a counter if it is later. */
    public static Instant later(CounterValue value, Instant at) {
        LocalDateTime period = value.period();
        Instant latest = period == null ? at : period.toInstant(ZoneOffset.UTC);
        return latest.isAfter(at) ? latest : at;
    }

    /** Locks and reads the rows of counters that exist, without calls that are held. */
    public Map<Counter, CounterValue> lock(
            Connection connection, OrganizationId organization, Collection<Counter> counters) throws SQLException {
        return select(connection, organization, counters, jdbc.dialect().forUpdate());
    }

    private Map<Counter, CounterValue> select(
            Connection connection, OrganizationId organization, Collection<Counter> counters, String suffix)
            throws SQLException {
        Map<Counter, CounterValue> values = new LinkedHashMap<>();
        List<Counter> ordered =
                counters.stream().distinct().sorted(CounterLimit.LOCK_ORDER).toList();
        if (jdbc.dialect().findsRowsBySeveralKeys()) {
            if (!ordered.isEmpty()) {
                select(connection, ofAny(organization, ordered), suffix, values);
            }
        } else {
            for (Counter each : ordered) {
                select(connection, ofAny(organization, List.of(each)), suffix, values);
            }
        }
        return values;
    }

    private Conditions ofAny(OrganizationId organization, List<Counter> counters) {
        Conditions where = new Conditions().and("organization_id = ?", organization);
        if (jdbc.dialect().writesRowsFromArrays()) {
            return where.andArrays(
                    "(scope, counted_id, kind) IN (SELECT * FROM unnest(?::text[], ?::text[], ?::text[]))",
                    Columns.texts(counters, Counter::scope),
                    Columns.texts(counters, Counter::id),
                    Columns.texts(counters, Counter::kind));
        }
        return where.andAny(counters.stream()
                .map(each -> new Conditions()
                        .and("scope = ?", each.scope())
                        .and("counted_id = ?", each.id())
                        .and("kind = ?", each.kind().toString()))
                .toList());
    }

    private void select(Connection connection, Conditions where, String suffix, Map<Counter, CounterValue> values)
            throws SQLException {
        jdbc.query(
                connection,
                row -> values.put(counter(row), value(row)),
                SELECT + where.sql() + " ORDER BY scope, counted_id, kind" + suffix,
                where.arguments());
    }

    /** Adds a row of {@link #WITH_HELD} to the values. Returns the counter. */
    static Counter addWithHeld(ResultSet row, Map<Counter, CounterValue> values) throws SQLException {
        Counter counter = counter(row);
        CounterValue before = values.getOrDefault(counter, CounterValue.NONE);
        List<CounterValue.Hold> holds = new ArrayList<>(before.holds());
        if (row.getString("hold_id") != null) {
            holds.add(
                    new CounterValue.Hold(row.getString("hold_id"), Rows.instant(row, "ends_at"), row.getLong("held")));
        }
        long amount = row.getLong(counter.kind().isHeld() ? "live" : "amount");
        values.put(counter, new CounterValue(amount, row.getObject("period_start", LocalDateTime.class), holds));
        return counter;
    }

    private static Counter counter(ResultSet row) throws SQLException {
        return new Counter(
                Columns.constant(Counter.Scope.class, row.getString("scope")),
                row.getString("counted_id"),
                Counter.Kind.parse(row.getString("kind")));
    }

    private static CounterValue value(ResultSet row) throws SQLException {
        return new CounterValue(row.getLong("amount"), row.getObject("period_start", LocalDateTime.class), List.of());
    }

    /** Inserts the rows of counters that are missing, with no amount. */
    public void insertMissing(Connection connection, OrganizationId organization, Collection<Counter> counters)
            throws SQLException {
        for (Counter counter : counters.stream().sorted(CounterLimit.LOCK_ORDER).toList()) {
            jdbc.insertIfAbsent(connection, INSERT, CounterKey.values(organization, counter));
        }
    }

    /** Writes the values of locked counters, and the limits that they were compared with. */
    public void write(
            Connection connection,
            OrganizationId organization,
            Map<Counter, CounterValue> values,
            Map<Counter, Long> limits)
            throws SQLException {
        jdbc.updateAll(connection, WRITE, values.entrySet(), each -> CounterKey.values(organization, each.getKey())
                .with("amount", each.getValue().amount())
                .with("period_start", each.getValue().period())
                .with("most", Objects.requireNonNull(limits.get(each.getKey()))));
    }

    /** Changes what a call counts on its counters; a counter that no longer counts the call stays as it is. */
    void change(Connection connection, AllowedCall call, UnaryOperator<CallCount> change) throws SQLException {
        OrganizationId organization = call.counted().organization();
        List<CallCount> changing = call.counts().stream()
                .filter(each -> change.apply(each).amount() != each.amount())
                .toList();
        Map<Counter, CounterValue> locked = lock(
                connection,
                organization,
                changing.stream().map(CallCount::counter).toList());
        for (CallCount count : changing) {
            CounterValue value = locked.get(count.counter());
            if (value != null) {
                change(connection, call, count, change.apply(count), value);
            }
        }
    }

    private void change(Connection connection, AllowedCall call, CallCount before, CallCount after, CounterValue stored)
            throws SQLException {
        OrganizationId organization = call.counted().organization();
        Counter counter = before.counter();
        Optional<CounterValue.Hold> hold = counter.kind().isHeld()
                ? holds.lock(connection, organization, counter, call.holdId())
                : Optional.empty();
        CounterValue value =
                new CounterValue(stored.amount(), stored.period(), hold.stream().toList());
        CounterValue changed = value.changed(before, after, call.holdId());
        if (changed.amount() == stored.amount()) {
            return;
        }
        jdbc.update(connection, CHANGE, CounterKey.values(organization, counter).with("amount", changed.amount()));
        if (hold.isPresent()) {
            holds.change(connection, organization, counter, call.holdId(), after.amount());
        }
    }

    /**
     * Makes a call count for longer on its counters of calls in progress. Returns false, and changes nothing, if its time on one of
     * them is over.
     */
    boolean renew(Connection connection, AllowedCall call, Instant now, Instant ends) throws SQLException {
        OrganizationId organization = call.counted().organization();
        List<Counter> live = call.counts().stream()
                .map(CallCount::counter)
                .filter(each -> each.kind().isLive())
                .toList();
        Map<Counter, CounterValue> locked = lock(connection, organization, live);
        for (Counter counter : live) {
            Instant time = later(locked.getOrDefault(counter, CounterValue.NONE), now);
            boolean isOver = holds.lock(connection, organization, counter, call.holdId())
                    .filter(each -> each.ends().isAfter(time))
                    .isEmpty();
            if (isOver) {
                return false;
            }
        }
        for (Counter counter : live) {
            holds.extend(connection, organization, counter, call.holdId(), ends);
        }
        return true;
    }

    /** Returns the scopes and kinds that an organization has counters of. */
    List<CounterGroup> groups(OrganizationId organization) {
        return jdbc.statement(
                "looking for the kinds of counters",
                connection -> jdbc.query(
                        connection,
                        row -> new CounterGroup(
                                Columns.constant(Counter.Scope.class, row.getString("scope")),
                                Counter.Kind.parse(row.getString("kind"))),
                        "SELECT DISTINCT scope, kind FROM call_counters WHERE organization_id = ?",
                        organization));
    }

    /**
     * Returns the first counters of a group whose period began before a time, or that never counted, in the order of their IDs.
     *
     * @param after the ID of the last counter of the previous page; null for the first page
     */
    List<Counter> begunBefore(
            OrganizationId organization, CounterGroup group, LocalDateTime begin, @Nullable String after) {
        Conditions where = group.condition(organization)
                .and("(period_start IS NULL OR period_start < ?)", begin)
                .andIfNamed("counted_id > ?", after);
        return jdbc.statement(
                "looking for old counters",
                connection -> jdbc.query(
                        connection,
                        row -> group.counter(row.getString("counted_id")),
                        "SELECT counted_id FROM call_counters " + where.sql() + " ORDER BY counted_id LIMIT " + PAGE,
                        where.arguments()));
    }

    /** Deletes locked counters with what they hold. */
    int delete(Connection connection, OrganizationId organization, CounterGroup group, Set<String> ids)
            throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        Conditions where = group.condition(organization, jdbc.dialect(), ids);
        holds.delete(connection, where);
        return delete(connection, where);
    }

    private int delete(Connection connection, Conditions where) throws SQLException {
        return jdbc.update(connection, "DELETE FROM call_counters " + where.sql(), where.arguments());
    }

    /** Deletes the counters of callees. */
    void erase(Connection connection, OrganizationId organization, Set<CalleeKey> callees) throws SQLException {
        Conditions where = new Conditions()
                .and("organization_id = ?", organization)
                .and("scope = ?", Counter.Scope.CALLEE)
                .andOneOf(
                        jdbc.dialect(),
                        "counted_id",
                        "text",
                        callees.stream().map(CalleeKey::value).toList());
        delete(connection, where);
        holds.delete(connection, where);
    }
}
