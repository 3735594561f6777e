package dev.callgate.storage.jdbc.table;

import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterLimit;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the statement that counts one call on its assignment, on all its limits and in the journal, for PostgreSQL. Its parts depend on
 * each other, so that they run in this order: the assignment's row is locked and checked; the rows of the counters are locked in the
 * order of their keys; if all of them have room, everything is changed. A row that was changed since the statement began is locked,
 * checked and changed in its newest version.
 *
 * <p>Calls that ended stay in the amount of a counter until it has no room; then this statement counts nothing, and {@code LockedCount}
 * takes them out.
 */
public final class LimitSql {
    private static final String WANTED = """
            wanted AS (
                SELECT * FROM unnest(:scopes::text[], :counterIds::text[], :kinds::text[], :labels::text[],
                        :periods::timestamp[], :amounts::bigint[], :limits::bigint[], :heldFor::interval[])
                    WITH ORDINALITY AS w (scope, counted_id, kind, label, period, amount, most, held_for, place))""";

    /** A counter without a row has nothing counted. */
    private static final String COUNTERS = """
            counters AS (
                SELECT w.scope, w.counted_id, w.kind, w.label, w.amount, w.most, w.held_for, w.place,
                    COALESCE(l.period, w.period) AS period, COALESCE(l.used, 0) AS used, l.place IS NULL AS is_new
                FROM wanted w LEFT JOIN locked l ON l.place = w.place)""";

    private static final String ROOM_WITH_LIMITS = """
            room AS (
                SELECT 1 FROM usable WHERE NOT EXISTS (SELECT 1 FROM counters WHERE used + amount > most))""";

    private static final String ROOM = "room AS (SELECT 1 FROM usable)";

    private static final String RESULT = """
            SELECT c.calls_made_today, c.last_reset_date, c.daily_limit, w.place, w.period AS period_start,
                w.used + w.amount - COALESCE((%s), 0) AS amount
            FROM counted c CROSS JOIN counters w""".formatted(HoldTable.ENDED_OF_COUNTERS);

    private static final String RESULT_WITHOUT_LIMITS =
            "SELECT calls_made_today, last_reset_date, daily_limit FROM counted";

    /** The lines of {@link CallTexts#counts}. */
    private static final String COUNTS = """
            (SELECT COALESCE(string_agg(w.label || ' ' || to_char(w.period, 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || w.amount,
                chr(10) ORDER BY w.place), '') FROM counters w)""";

    private static final String NO_COUNTS = "''";

    private final AssignmentCount assignment;
    private final boolean hasRequiredClass;
    private final boolean hasLimits;
    private final List<String> more = new ArrayList<>();
    private String condition = "";

    public LimitSql(AssignmentCount assignment, boolean hasRequiredClass, boolean hasLimits) {
        this.assignment = assignment;
        this.hasRequiredClass = hasRequiredClass;
        this.hasLimits = hasLimits;
    }

    /** Adds the call to the journal and to the sums of its day, unless a call with its ID exists. */
    public void journaled(UsageTable usage) {
        condition = " AND " + JournalTable.isMissing();
        more.add(part("added", usage.countCallsOf("counted c")));
        more.add(part("written", JournalTable.insertOf("counted c", hasLimits ? COUNTS : NO_COUNTS)));
    }

    /** Adds the call to the sums of its attributes. */
    public void reported(UsageTable usage) {
        more.add(part("reported", usage.countAttributesOf("counted c")));
    }

    private static String part(String name, String sql) {
        return "%s AS (%s)".formatted(name, sql);
    }

    public NamedSql toSql() {
        List<String> parts = new ArrayList<>();
        if (hasLimits) {
            parts.add(WANTED);
        }
        parts.add(part("usable", assignment.lockIfAllowed(hasRequiredClass, condition)));
        if (hasLimits) {
            parts.add(part("locked", CounterTable.LOCK_WANTED));
            parts.add(COUNTERS);
        }
        parts.add(hasLimits ? ROOM_WITH_LIMITS : ROOM);
        parts.add(part("counted", assignment.countIf("room")));
        if (hasLimits) {
            parts.add(part("changed", CounterTable.CHANGE_COUNTERS));
            parts.add(part("inserted", CounterTable.INSERT_COUNTERS));
            parts.add(part("held", HoldTable.INSERT_OF_COUNTERS));
        }
        parts.addAll(more);
        return NamedSql.of("WITH " + String.join(",\n", parts) + "\n" + (hasLimits ? RESULT : RESULT_WITHOUT_LIMITS));
    }

    /** Adds the values of the parameters of the limits. */
    public static void bind(NamedSql.Values values, CountRequest request) {
        List<CounterLimit> limits = request.limits();
        values.with("scopes", Columns.texts(limits, each -> each.counter().scope()))
                .with("counterIds", Columns.texts(limits, each -> each.counter().id()))
                .with("kinds", Columns.texts(limits, each -> each.counter().kind()))
                .with("labels", Columns.texts(limits, each -> CallTexts.label(each.counter())))
                .with("periods", Columns.texts(limits, CounterLimit::period))
                .with("amounts", Columns.texts(limits, CounterLimit::amount))
                .with("limits", Columns.texts(limits, CounterLimit::most))
                .with("heldFor", Columns.texts(limits, CounterLimit::heldFor))
                .with("hold", request.holdId());
    }
}
