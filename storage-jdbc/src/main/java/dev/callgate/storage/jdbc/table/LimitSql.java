package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Counter;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterLimit;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the statement that counts one call on its assignment, on all its limits and in the journal, for PostgreSQL. Its parts depend on
 * each other, so that they run in this order:
 *
 * <ol>
 *   <li>The assignment's row is locked and checked. Without limits, it is checked and changed at once.
 *   <li>The rows of the counters are locked in the order of their keys, and checked.
 *   <li>The last counter, if it is one that many calls share, is checked and changed without locking it before, and only if all others
 *       have room: so the others wait for it as briefly as possible.
 *   <li>Everything else is changed.
 * </ol>
 *
 * <p>A row that was changed since the statement began is locked, checked and changed in its newest version.
 *
 * <p>Calls that ended stay in the amount of a counter until it has no room; then this statement counts nothing, and {@code LockedCount}
 * takes them out.
 */
public final class LimitSql {
    private static final String WANTED = """
            SELECT * FROM unnest(:scopes::text[], :counterIds::text[], :kinds::text[], :labels::text[],
                    :periods::timestamp[], :amounts::bigint[], :limits::bigint[], :heldFor::interval[])
                WITH ORDINALITY AS w (scope, counted_id, kind, label, period, amount, most, held_for, place)""";

    /** A counter without a row has nothing counted. */
    private static final String OTHERS = """
            SELECT w.scope, w.counted_id, w.kind, w.label, w.amount, w.most, w.held_for, w.place,
                COALESCE(l.period, w.period) AS period, COALESCE(l.used, 0) AS used, l.place IS NULL AS is_new
            FROM wanted w LEFT JOIN locked l ON l.place = w.place
            WHERE w.place < :shared""";

    private static final String FREE =
            "SELECT 1 FROM usable WHERE NOT EXISTS (SELECT 1 FROM others WHERE used + amount > most)";

    private static final String COUNTERS =
            "SELECT scope, counted_id, kind, label, amount, most, held_for, place, period, used FROM ";

    private static final String RESULT = """
            SELECT c.calls_made_today, c.last_reset_date::text, c.daily_limit, w.place, w.period AS period_start,
                w.used + w.amount%s AS amount
            FROM counted c CROSS JOIN counters w""";

    private static final String LESS_ENDED = " - COALESCE((%s), 0)".formatted(HoldTable.ENDED_OF_COUNTERS);

    private static final String RESULT_WITHOUT_LIMITS =
            "SELECT calls_made_today, last_reset_date::text, daily_limit FROM counted";

    /** The lines of {@link CallTexts#counts}. */
    private static final String COUNTS = """
            (SELECT COALESCE(string_agg(w.label || ' ' || to_char(w.period, 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || w.amount,
                chr(10) ORDER BY w.place), '') FROM counters w)""";

    private static final String NO_COUNTS = "''";

    private final AssignmentCount assignment;
    private final Shape shape;
    private final List<String> more = new ArrayList<>();
    private String condition = "";

    /**
     * What a statement has to do.
     *
     * @param hasRequiredClass whether the assignment has to allow a class of numbers
     * @param hasShared whether the last limit is one that many calls share
     * @param hasOthers whether there are other limits
     * @param hasHeld whether the call is held on one of the limits
     * @param isJournaled whether the call has an ID
     * @param isReported whether attributes are added up
     */
    public record Shape(
            boolean hasRequiredClass,
            boolean hasShared,
            boolean hasOthers,
            boolean hasHeld,
            boolean isJournaled,
            boolean isReported) {
        public static Shape of(CountRequest request) {
            List<CounterLimit> limits = request.limits();
            boolean hasShared = lastIsShared(limits);
            return new Shape(
                    request.requiredClass() != null,
                    hasShared,
                    limits.size() > (hasShared ? 1 : 0),
                    limits.stream().anyMatch(each -> each.heldFor() != null),
                    request.journal() != null,
                    request.journal() != null && !request.journal().reportedBy().isEmpty());
        }

        private boolean hasLimits() {
            return hasShared || hasOthers;
        }
    }

    public LimitSql(AssignmentCount assignment, Shape shape) {
        this.assignment = assignment;
        this.shape = shape;
    }

    private static boolean lastIsShared(List<CounterLimit> limits) {
        return !limits.isEmpty() && limits.get(limits.size() - 1).counter().scope() == Counter.Scope.ORGANIZATION;
    }

    public NamedSql toSql(UsageTable usage) {
        if (shape.isJournaled()) {
            journal(usage);
        }
        if (shape.isReported()) {
            more.add(part("reported", usage.countAttributesOf("counted c")));
        }
        List<String> parts = new ArrayList<>();
        if (shape.hasLimits()) {
            addLimits(parts);
        } else {
            parts.add(part("counted", assignment.countIfAllowed(shape.hasRequiredClass(), condition)));
        }
        parts.addAll(more);
        String result = RESULT.formatted(shape.hasHeld() ? LESS_ENDED : "");
        return NamedSql.of(
                "WITH " + String.join(",\n", parts) + "\n" + (shape.hasLimits() ? result : RESULT_WITHOUT_LIMITS));
    }

    /** Adds the call to the journal and to the sums of its day, unless a call with its ID exists. */
    private void journal(UsageTable usage) {
        condition = " AND " + JournalTable.isMissing();
        more.add(part("added", usage.countCallsOf("counted c")));
        more.add(part("written", JournalTable.insertOf("counted c", shape.hasLimits() ? COUNTS : NO_COUNTS)));
    }

    private void addLimits(List<String> parts) {
        parts.add(part("wanted", WANTED));
        parts.add(part("usable", assignment.lockIfAllowed(shape.hasRequiredClass(), condition)));
        if (shape.hasOthers()) {
            parts.add(part("locked", CounterTable.LOCK_OTHERS));
            parts.add(part("others", OTHERS));
            parts.add(part("free", FREE));
        }
        String before = shape.hasOthers() ? "free" : "usable";
        if (shape.hasShared()) {
            parts.add(part("shared", CounterTable.CHANGE_SHARED.formatted(before)));
        }
        String room = shape.hasShared() ? "shared" : before;
        parts.add(part("room", "SELECT 1 FROM " + room));
        parts.add(part("counters", counters()));
        parts.add(part("counted", assignment.countIf("room")));
        if (shape.hasOthers()) {
            parts.add(part("changed", CounterTable.CHANGE_OTHERS));
            parts.add(part("inserted", CounterTable.INSERT_OTHERS));
        }
        if (shape.hasHeld()) {
            parts.add(part("held", HoldTable.INSERT_OF_COUNTERS));
        }
    }

    private String counters() {
        if (!shape.hasShared()) {
            return COUNTERS + "others";
        }
        return COUNTERS + "shared" + (shape.hasOthers() ? " UNION ALL " + COUNTERS + "others" : "");
    }

    private static String part(String name, String sql) {
        return "%s AS (%s)".formatted(name, sql);
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
                .with("shared", lastIsShared(limits) ? limits.size() : limits.size() + 1)
                .with("hold", request.holdId());
    }
}
