package dev.callgate.storage.jdbc.table;

import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.RowUpdate;
import dev.callgate.storage.jdbc.sql.Rows;
import java.util.List;

/**
 * All SQL of agent_phone_numbers. Statements with joins use the alias {@code a} for this table and {@code n} for
 * phone_numbers. The conditions for counting a call appear twice, for one call and for a group;
 * {@link dev.callgate.spi.CountRequest#on} is their reference.
 */
final class AssignmentSql {
    static final NamedSql OF_AGENT =
            NamedSql.of(select("") + "WHERE a.organization_id = :organization AND a.agent_id = :agent");

    static final NamedSql OF_NUMBER =
            NamedSql.of(select("") + "WHERE a.organization_id = :organization AND n.id = :number");

    /** The assignments that a number has, or had, to one agent each. */
    static final NamedSql PAIRS_OF_NUMBER = NamedSql.of("""
            SELECT a.id, a.agent_id FROM phone_numbers n
            JOIN agent_phone_numbers a ON a.organization_id = n.organization_id AND a.phone_number_id = n.id
            WHERE n.organization_id = :organization AND a.organization_id = :organization AND n.phone_number = :number""");

    /** The maximum number of listed agents is filled in. */
    static final NamedSql OF_FIRST_AGENTS = ofAgents("");

    /** {@link #OF_FIRST_AGENTS}, but of the agents after one of them. */
    static final NamedSql OF_NEXT_AGENTS = ofAgents(" AND m.assigned_to > :after");

    static final RowUpdate SET_TERMS = new RowUpdate(
            "agent_phone_numbers",
            "organization_id = :organization",
            "agent_id = :agent AND phone_number_id = :number",
            List.of("daily_limit", "allowed_countries", "allowed_classes", "updated_at"));

    /** Selects the agents that have or had numbers, up to the WHERE clause. */
    static final String PAIRS = "SELECT a.agent_id, a.phone_number_id FROM agent_phone_numbers a ";

    private static final String INSERT_INTO = """
            INSERT INTO agent_phone_numbers (id, agent_id, phone_number_id, organization_id, daily_limit,
                allowed_countries, allowed_classes, calls_made_today, last_reset_date, created_at, updated_at)
            """;

    static final NamedSql INSERT = NamedSql.of(INSERT_INTO + """
            VALUES (:id, :agent, :number, :organization, :daily_limit, :allowed_countries, :allowed_classes, 0, NULL,
                :updated_at, :updated_at)""");

    /**
     * {@link #INSERT} for numbers that get the same terms, and whose assignees are set already. The agents' IDs come from there, because
     * the host may have chosen another type for them.
     */
    static final NamedSql INSERT_ALL = NamedSql.of(INSERT_INTO + """
            SELECT w.id, n.assigned_to, n.id, n.organization_id, :daily_limit, :allowed_countries, :allowed_classes, 0,
                NULL, :updated_at, :updated_at
            FROM unnest(:ids, :numbers) AS w (id, number)
            JOIN phone_numbers n ON n.organization_id = :organization AND n.id = w.number""");

    static final NamedSql ROLL_OVER = NamedSql.of("""
            UPDATE agent_phone_numbers SET calls_made_today = 0, last_reset_date = :today
            WHERE organization_id = :organization AND last_reset_date < :today""");

    static final NamedSql RELEASE = NamedSql.of("""
            UPDATE agent_phone_numbers SET calls_made_today = calls_made_today - 1
            WHERE organization_id = :organization AND id = :id AND last_reset_date = :day AND calls_made_today > 0""");

    static final RowUpdate WRITE_COUNT = new RowUpdate(
            "agent_phone_numbers",
            "organization_id = :organization",
            "id = :id",
            List.of("calls_made_today", "last_reset_date"));

    /** {@link #WRITE_COUNT} for many rows, with one array element for each row. */
    static final NamedSql WRITE_COUNTS = NamedSql.of("""
            UPDATE agent_phone_numbers AS a SET calls_made_today = w.calls::integer, last_reset_date = w.day::date
            FROM unnest(:ids, :calls, :days) AS w (id, calls, day)
            WHERE a.organization_id = :organization AND a.id = w.id::uuid""");

    /** Changes no row, but takes the write lock of a database that cannot lock rows. */
    static final String TAKE_WRITE_LOCK = "UPDATE agent_phone_numbers SET calls_made_today = 0 WHERE 1 = 0";

    /**
     * Selects the assignments with calls today, and the few that reach the share without a call; only then joins their
     * numbers. This is a LEFT JOIN because H2 would otherwise begin with all numbers and look up the assignment of
     * each.
     */
    static final NamedSql UTILIZATION = NamedSql.of("""
            SELECT a.agent_id, n.phone_number, a.calls, a.daily_limit FROM (
                SELECT agent_id, phone_number_id, daily_limit, COALESCE(calls_made_today, 0) AS calls
                FROM agent_phone_numbers
                WHERE organization_id = :organization AND last_reset_date >= :today
                UNION ALL
                SELECT agent_id, phone_number_id, daily_limit, 0 AS calls
                FROM agent_phone_numbers
                WHERE organization_id = :organization AND daily_limit <= :limitOfIdle
                  AND (last_reset_date < :today OR last_reset_date IS NULL)) a
            LEFT JOIN phone_numbers n
              ON n.organization_id = :organization AND n.id = a.phone_number_id AND n.assigned_to = a.agent_id
            WHERE a.calls >= a.daily_limit * CAST(:share AS DECIMAL(18, 15)) AND n.id IS NOT NULL
            ORDER BY COALESCE(a.calls * 1e0 / NULLIF(a.daily_limit, 0), 1) DESC,
                a.agent_id, n.phone_number
            LIMIT :most""");

    /**
     * The conditions on the number, for one call and for a group. The comparison of the assignee and the day are
     * filled in.
     */
    private static final String NUMBER_IS_USABLE = """
            1 = (
                SELECT 1 FROM phone_numbers n
                WHERE n.organization_id = :organization AND n.id = a.phone_number_id
                  AND %s AND n.status = 'active'
                  AND (n.quarantined_until IS NULL OR n.quarantined_until <= %s))""";

    private static final String CALLS = "CASE WHEN %s >= %s THEN COALESCE(%s, 0) ELSE 0 END";

    private static final String CALLS_OF_ONE = CALLS.formatted("last_reset_date", ":day", "calls_made_today");

    private static final String CALLS_OF_MANY = CALLS.formatted("a.last_reset_date", "w.day", "a.calls_made_today");

    /**
     * MariaDB evaluates assignments from left to right, so the count is assigned before the day that it depends on.
     */
    private static final String COUNT = "UPDATE agent_phone_numbers AS a SET %s\n%s";

    private static final String LOCK_IF_ALLOWED = "SELECT a.id FROM agent_phone_numbers a %s%s FOR UPDATE";

    private static final String COUNT_IF = """
            UPDATE agent_phone_numbers AS a SET %s
            FROM %s
            WHERE a.organization_id = :organization AND a.id = :id
            RETURNING a.calls_made_today, a.last_reset_date, a.daily_limit""";

    private static final String IS_ALLOWED = """
            WHERE a.organization_id = :organization AND a.id = :id AND %1$s
              AND a.daily_limit >= %2$s
              AND %3$s%4$s
              AND %5$s
              AND %6$s""";

    /** The calls of a group: one row for each assignment, in the order of the assignments' IDs. */
    private static final String CALLS_OF_GROUP = """
            unnest(:ids::uuid[], :agents::text[], :calls::integer[], :days::date[], :countries::text[],
                    :anyCountries::text[], :classes::text[], :plausibleFrom::double precision[])
                AS w (id, agent_id, calls, day, country, any_country, class, plausible_from)""";

    /** Each row is looked up by its key, so the rows are locked in the order of the calls. */
    private static final String IS_ALLOWED_IN_GROUP = """
            a.organization_id = :organization AND a.id = w.id AND a.agent_id::text IS NOT DISTINCT FROM w.agent_id
              AND a.daily_limit >= %1$s + w.calls
              AND jsonb_typeof(a.allowed_countries::jsonb) = 'array'
              AND (jsonb_exists(a.allowed_countries::jsonb, w.country) OR jsonb_exists(a.allowed_countries::jsonb, w.any_country))
              AND (w.class IS NULL
                OR (jsonb_typeof(a.allowed_classes::jsonb) = 'array' AND jsonb_exists(a.allowed_classes::jsonb, w.class)))
              AND %2$s
              AND %3$s >= to_timestamp(w.plausible_from)""";

    private static final String COUNT_GROUP = """
            UPDATE agent_phone_numbers AS a
            SET calls_made_today = %1$s + w.calls, last_reset_date = GREATEST(a.last_reset_date, w.day)
            FROM %2$s
            WHERE %3$s
            RETURNING a.calls_made_today, a.last_reset_date::text, a.daily_limit, a.id""";

    private AssignmentSql() {}

    /** Returns a query of assignments that are in force, up to its WHERE clause. */
    static String select(String moreColumns) {
        return """
            SELECT %s%s
            FROM agent_phone_numbers a
            JOIN phone_numbers n
              ON n.organization_id = a.organization_id AND n.id = a.phone_number_id AND n.assigned_to = a.agent_id
            """.formatted(Rows.ASSIGNMENT_COLUMNS, moreColumns);
    }

    private static NamedSql ofAgents(String condition) {
        return NamedSql.of(select("") + """
            JOIN (
                SELECT DISTINCT m.assigned_to FROM phone_numbers m
                WHERE m.organization_id = :organization AND m.assigned_to IS NOT NULL%s
                ORDER BY m.assigned_to LIMIT %%s) p
              ON p.assigned_to = n.assigned_to
            WHERE n.organization_id = :organization AND a.organization_id = :organization AND n.assigned_to IS NOT NULL
            ORDER BY n.assigned_to, n.phone_number""".formatted(condition));
    }

    /** Returns a query, up to its WHERE clause, of the columns that an administrator or a call may change. */
    static String selectChangeable(Dialect dialect) {
        return """
            SELECT a.id, a.daily_limit, a.allowed_countries, a.allowed_classes, a.calls_made_today, a.last_reset_date,
                %s AS store_time
            FROM agent_phone_numbers a
            """.formatted(dialect.clock());
    }

    /**
     * Joins the assignment with an ID, even if another agent has the number now: the rows of the assignment and of the
     * number are kept.
     */
    static String join(String id) {
        return """
            JOIN agent_phone_numbers a ON a.id = %s
            JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
            """.formatted(id);
    }

    /**
     * Returns the join of a page of calls with their assignments and numbers, with two parameters for the organization. H2 joins in this
     * order only if they are outer joins, and would otherwise begin with all assignments.
     */
    static String joinPage(String id) {
        return """
            LEFT JOIN agent_phone_numbers a ON a.organization_id = ? AND a.id = %s
            LEFT JOIN phone_numbers n ON n.organization_id = ? AND n.id = a.phone_number_id
            WHERE n.id IS NOT NULL""".formatted(id);
    }

    /** Returns a query of the time of the database that has an organization's assignments; without any, it has no row. */
    static NamedSql clockOfAny(Dialect dialect) {
        return NamedSql.of(
                "SELECT %s AS store_time FROM agent_phone_numbers WHERE organization_id = :organization LIMIT 1"
                        .formatted(dialect.clock()));
    }

    /** Returns the FROM and WHERE clauses that select the rows that allow no country. */
    static String withoutCountries(Dialect dialect) {
        return "FROM agent_phone_numbers WHERE allowed_countries IS NULL OR %s NOT LIKE '%%\"%%'"
                .formatted(dialect.asText("allowed_countries"));
    }

    /** Returns the UPDATE that counts one call. */
    static String count(Dialect dialect, boolean withRequiredClass) {
        return COUNT.formatted(changes(dialect, "1"), isAllowed(dialect, withRequiredClass, "1"));
    }

    /** Returns the UPDATE that counts all of several equal calls, or none of them. */
    static String countSeveral(Dialect dialect, boolean withRequiredClass) {
        return COUNT.formatted(changes(dialect, ":calls"), isAllowed(dialect, withRequiredClass, ":calls"));
    }

    /** Returns a query that locks the assignment of a call if it allows the call and meets further conditions. */
    static String lockIfAllowed(Dialect dialect, boolean withRequiredClass, String moreConditions) {
        return LOCK_IF_ALLOWED.formatted(isAllowed(dialect, withRequiredClass, "1"), moreConditions);
    }

    /** Returns the UPDATE that counts one call without checking it, if another part of the statement has a row. */
    static String countIf(Dialect dialect, String part) {
        return COUNT_IF.formatted(changes(dialect, "1"), part);
    }

    private static String changes(Dialect dialect, String calls) {
        String countedDay = dialect.laterDay("last_reset_date", "day");
        String counted = "%s + %s".formatted(CALLS_OF_ONE, calls);
        return "%s calls_made_today = %s, last_reset_date = %s"
                .formatted(dialect.firstAssignment(countedDay, counted), counted, countedDay);
    }

    private static String isAllowed(Dialect dialect, boolean withRequiredClass, String calls) {
        return IS_ALLOWED.formatted(
                dialect.same("a.agent_id", ":agent"),
                "%s + %s".formatted(CALLS_OF_ONE, calls),
                dialect.namesOneOf("a.allowed_countries", "countryToFind", "anyCountryToFind"),
                withRequiredClass ? " AND " + dialect.namesOneOf("a.allowed_classes", "classToFind") : "",
                NUMBER_IS_USABLE.formatted(dialect.same("n.assigned_to", "a.agent_id"), ":day"),
                dialect.clockIsPast("plausibleFrom"));
    }

    /** Returns the statement that counts a group of calls. Only PostgreSQL supports it, and the others below. */
    static NamedSql countGroup(Dialect dialect) {
        return NamedSql.of(COUNT_GROUP.formatted(CALLS_OF_MANY, CALLS_OF_GROUP, isAllowedInGroup(dialect)));
    }

    /** Returns a query that locks the assignments that allow all of their calls in a group, in the order of their IDs. */
    static String lockGroup(Dialect dialect) {
        return "SELECT a.id FROM %s JOIN agent_phone_numbers a ON %s ORDER BY a.id FOR UPDATE OF a"
                .formatted(CALLS_OF_GROUP, isAllowedInGroup(dialect));
    }

    /** Returns the UPDATE that counts a group without checking it, if another part of the statement has a row. */
    static String countGroupIf(String part) {
        return COUNT_GROUP.formatted(
                CALLS_OF_MANY,
                "%s CROSS JOIN %s".formatted(part, CALLS_OF_GROUP),
                "a.organization_id = :organization AND a.id = w.id");
    }

    private static String isAllowedInGroup(Dialect dialect) {
        String numberIsUsable = NUMBER_IS_USABLE.formatted(dialect.same("n.assigned_to", "a.agent_id"), "w.day");
        return IS_ALLOWED_IN_GROUP.formatted(CALLS_OF_MANY, numberIsUsable, dialect.clock());
    }
}
