package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** PostgreSQL 13 or later, and databases that speak its protocol and SQL, such as CockroachDB and YugabyteDB. */
public class PostgresDialect extends Dialect {
    /**
     * PostgreSQL, appendix "Error Codes". Every ERROR aborts the transaction, even at COMMIT. In doubt are the states
     * of class 55 and above that the driver uses for errors that it detects itself.
     */
    private static final ServerErrors ERRORS = new ServerErrors(
            ServerErrors.Codes.states("40001", "40P01"),
            ServerErrors.Codes.states("23505"),
            ServerErrors.Codes.NONE,
            ServerErrors.Codes.states("XX001", "XX002"),
            ServerErrors.Codes.states("55000", "58030", "60000", "99999"),
            code -> false,
            true);

    /** Reads pg_catalog, because information_schema hides objects that the user has no privilege on. */
    private static final String RELATIONS = """
            SELECT n.nspname AS schema_name, c.relname AS relation_name,
                   CASE WHEN c.relkind IN ('r', 'p') THEN 'table' WHEN c.relkind = 'v' THEN 'view'
                        WHEN c.relkind = 'm' THEN 'materialized view' WHEN c.relkind = 'f' THEN 'foreign table'
                        WHEN c.relkind IN ('i', 'I') THEN 'index' WHEN c.relkind = 'S' THEN 'sequence'
                        ELSE 'type' END AS kind,
                   t.relname AS table_name, CASE WHEN n.nspname = current_schema() THEN 1 ELSE 0 END AS is_current,
                   array_position(current_schemas(false), n.nspname) AS place
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
            WHERE n.nspname = ANY (current_schemas(false)) AND c.relname IN (%1$s)
            UNION ALL
            SELECT n.nspname, t.typname, 'type', NULL, CASE WHEN n.nspname = current_schema() THEN 1 ELSE 0 END,
                   array_position(current_schemas(false), n.nspname)
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = ANY (current_schemas(false)) AND t.typrelid = 0 AND t.typname IN (%1$s)
            ORDER BY place""";

    /** Functions that the migrations would replace, except those that roll over the counts of agent_phone_numbers. */
    private static final String FOREIGN_FUNCTIONS = """
            SELECT n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')'
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = current_schema() AND p.proname = 'reset_daily_call_counts'
              AND oidvectortypes(p.proargtypes) IN ('', 'text, text')
              AND NOT (p.prokind = 'f' AND p.prosrc LIKE '%agent_phone_numbers%')""";

    /** {@link Counted#COLUMNS}, with the day as text, because the driver allocates a calendar to read a date. */
    private static final String COUNTED = "calls_made_today, last_reset_date::text, daily_limit";

    private static final double MILLIS_PER_SECOND = 1_000;

    public PostgresDialect() {
        super("postgresql", "clock_timestamp()");
    }

    @Override
    public boolean findsRowsBySeveralKeys() {
        return true;
    }

    @Override
    public ServerErrors errors() {
        return ERRORS;
    }

    @Override
    public String relations(String names) {
        return RELATIONS.formatted(names);
    }

    @Override
    public Optional<String> foreignFunctions() {
        return Optional.of(FOREIGN_FUNCTIONS);
    }

    @Override
    public String schemaOf(String schema) {
        return schema;
    }

    @Override
    public String asText(String jsonColumn) {
        return jsonColumn + "::text";
    }

    /**
     * Uses the operators of JSONB: converting a list to text for each call takes longer than searching it. They also find the names of an
     * object, and a string.
     */
    @Override
    public String namesOneOf(String jsonColumn, String... parameters) {
        return writesRowsFromArrays()
                ? "(jsonb_typeof(%1$s::jsonb) = 'array' AND jsonb_exists_any(%1$s::jsonb, ARRAY[%2$s]))"
                        .formatted(
                                jsonColumn,
                                Arrays.stream(parameters)
                                        .map(":%s::text"::formatted)
                                        .collect(Collectors.joining(", ")))
                : super.namesOneOf(jsonColumn, parameters);
    }

    /** A function whose parameters a router counts, as it does not count those of POSITION. */
    @Override
    public String contains(String column) {
        return "STRPOS(%s, ?) > 0".formatted(column);
    }

    @Override
    public Object codeToFind(String code) {
        return writesRowsFromArrays() ? code : super.codeToFind(code);
    }

    /** Uses one parameter for any number of values, so that the statement text is always the same. */
    @Override
    public String isOneOf(String column, String type, int values) {
        return writesRowsFromArrays()
                ? "%s = ANY (?::%s[])".formatted(column, type)
                : super.isOneOf(column, type, values);
    }

    @Override
    public Object[] oneOf(Collection<?> values) {
        return writesRowsFromArrays()
                ? new Object[] {Columns.texts(List.copyOf(values), each -> each)}
                : super.oneOf(values);
    }

    /** No index supports this operator, so the row is looked up by its key, and not among all rows of the agent. */
    @Override
    public String same(String one, String other) {
        return "%s IS NOT DISTINCT FROM %s".formatted(one, other);
    }

    /** GREATEST ignores NULL, so the result is the other day. */
    @Override
    public String laterDay(String column, String parameter) {
        return "GREATEST(%s, :%s)".formatted(column, parameter);
    }

    /** Passes the time as a number, which is faster to write and read than a timestamp. */
    @Override
    public String clockIsPast(String parameter) {
        return "clock_timestamp() >= to_timestamp(:%s)".formatted(parameter);
    }

    @Override
    public Object clockValue(Instant instant) {
        return (double) instant.toEpochMilli() / MILLIS_PER_SECOND;
    }

    /** Binds without a type, so that the server uses the type of the column: text, UUID or JSONB. */
    @Override
    public void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        statement.setObject(index, text, Types.OTHER);
    }

    /** Binds as text, because the driver allocates a calendar to write a date. */
    @Override
    public void bindDate(PreparedStatement statement, int index, LocalDate date) throws SQLException {
        bindOpaque(statement, index, date.toString());
    }

    @Override
    public boolean writesRowsFromArrays() {
        return true;
    }

    @Override
    public boolean insertsIfAbsent() {
        return true;
    }

    @Override
    public boolean listsNumbersByGroup() {
        return true;
    }

    @Override
    public boolean hasWritesInQueries() {
        return true;
    }

    @Override
    public boolean sendsQueriesTogether() {
        return true;
    }

    @Override
    public String returningCounts(String update) {
        return update + " RETURNING " + COUNTED;
    }

    @Override
    public Counted counted(ResultSet row) throws SQLException {
        return new Counted(row.getInt(1), LocalDate.parse(row.getString(2)), row.getInt(3));
    }

    @Override
    public void verify(ConnectionSource source) throws SQLException {
        PoolerCheck.run(source);
    }

    /**
     * Uses an advisory lock, because there may be no table yet, and even CREATE TABLE IF NOT EXISTS fails if two nodes
     * run it at the same time.
     */
    @Override
    public MigrationLock migrationLock() {
        return connection ->
                Statements.execute(connection, "SELECT pg_advisory_xact_lock(hashtext('callgate_schema'))");
    }
}
