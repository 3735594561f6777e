package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL and the driver behavior that differ between databases. This class has the most common form of each;
 * subclasses override the rest. Immutable and thread-safe.
 */
public abstract class Dialect {
    private final String folder;
    private final String clock;

    /**
     * Creates a dialect.
     *
     * @param folder folder of its migrations, relative to {@link SqlScript#ROOT}
     * @param clock SQL expression for the current time of the database
     */
    Dialect(String folder, String clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Returns the folder of its migrations, relative to {@link SqlScript#ROOT}. */
    public String folder() {
        return folder;
    }

    /** Returns an SQL expression for the current time of the database. */
    public String clock() {
        return clock;
    }

    /**
     * Returns an SQL condition that is true if the database's clock is at or past the {@link #clockValue} of a
     * parameter.
     */
    public String clockIsPast(String parameter) {
        return clock + " >= :" + parameter;
    }

    /** Returns the value to bind to the parameter of {@link #clockIsPast}. */
    public Object clockValue(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Reads {@link #clock} from a row. */
    public Instant readClock(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Returns one of the library's IDs, as the columns hold it. */
    public Object id(UUID id) {
        return id;
    }

    /** Returns the meaning of its error codes. */
    public abstract ServerErrors errors();

    /** Returns a connection all of whose failures are SQLExceptions; the same one if the driver keeps to that itself. */
    public Connection checked(Connection connection) {
        return connection;
    }

    /** Returns an SQL expression for a JSON column as text that LIKE can search. */
    public String asText(String jsonColumn) {
        return jsonColumn;
    }

    /**
     * Returns an SQL condition that is true if a JSON list contains the code of one of several parameters; see {@link
     * #codeToFind}.
     */
    public String namesOneOf(String jsonColumn, String... parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> "%s LIKE :%s".formatted(asText(jsonColumn), parameter))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /**
     * Returns the value to bind to a parameter of {@link #namesOneOf}. The quotes keep a code from matching a part of
     * another, and the brackets keep other JSON than lists, and lists that are cut off, from matching.
     */
    public Object codeToFind(String code) {
        return "[%" + Json.quoted(code) + "%]%";
    }

    /**
     * Returns an SQL condition that is true if a column equals one of several values. Its arguments are those of {@link
     * #oneOf}.
     *
     * @param type the type of the column on PostgreSQL
     * @param values the number of values
     */
    public String isOneOf(String column, String type, int values) {
        return "%s IN (%s)".formatted(column, String.join(", ", Collections.nCopies(values, "?")));
    }

    /** Returns the arguments to bind to {@link #isOneOf}. */
    public Object[] oneOf(Collection<?> values) {
        return values.toArray();
    }

    /**
     * Returns an SQL condition that is true if a row has an organization, and one of several values in the other column
     * of a unique key that begins with the organization. Its arguments are those of {@link #keyOneOf}.
     *
     * @param type the type of the column on PostgreSQL
     * @param values the number of values
     */
    public String isKeyOneOf(String organizationColumn, String column, String type, int values) {
        return "%s = ? AND %s".formatted(organizationColumn, isOneOf(column, type, values));
    }

    /** Returns the arguments to bind to {@link #isKeyOneOf}. */
    public Object[] keyOneOf(OrganizationId organization, Collection<?> values) {
        return Stream.concat(Stream.of(organization), Arrays.stream(oneOf(values)))
                .toArray();
    }

    /** Returns what follows a table in a FROM clause so that its rows are found by an index; empty if the database finds it. */
    public String usingIndex(String index) {
        return "";
    }

    /** Returns an SQL condition that is true if two values are equal. At most one of them is NULL. */
    public String same(String one, String other) {
        return "%s = %s".formatted(one, other);
    }

    /**
     * Returns an SQL expression for the later of the day of a column, which may be NULL, and the day of a parameter.
     */
    public String laterDay(String column, String parameter) {
        return "CASE WHEN %1$s >= :%2$s THEN %1$s ELSE :%2$s END".formatted(column, parameter);
    }

    /**
     * Returns whether parameters can be arrays, and one statement can write many rows whose values are passed as one
     * array per column (unnest). Otherwise a statement that writes many rows has a parameter for each value.
     */
    public boolean writesRowsFromArrays() {
        return false;
    }

    /**
     * Returns whether a query for rows with one of several keys, each of several columns, looks them up in the index of the key.
     * Otherwise one query per key is faster, and costs no round trip in a database in the same process.
     */
    public boolean findsRowsBySeveralKeys() {
        return false;
    }

    /** Returns an SQL condition that is true if a column contains the text of a parameter. */
    public String contains(String column) {
        return "POSITION(? IN %s) > 0".formatted(column);
    }

    /**
     * Returns whether an INSERT can skip rows that exist and return the rows that it inserted. Otherwise a query reads
     * the existing rows first.
     */
    public boolean insertsIfAbsent() {
        return false;
    }

    /**
     * Returns whether phone_numbers has columns for the values that listings filter by, and a query can scan an index
     * once per group (LATERAL).
     */
    public boolean listsNumbersByGroup() {
        return false;
    }

    /** Returns whether one query can change several tables (WITH … AS (UPDATE …)) and read the changed rows. */
    public boolean hasWritesInQueries() {
        return false;
    }

    /** Returns whether the driver sends several queries, separated by semicolons, in one round trip. */
    public boolean sendsQueriesTogether() {
        return false;
    }

    /**
     * Returns an INSERT that skips a row whose key exists. If the database has no such statement, returns the INSERT
     * unchanged, and a taken key is an error.
     */
    public String ifAbsent(String insert) {
        return insert + " ON CONFLICT DO NOTHING";
    }

    /**
     * Returns an INSERT that updates the row whose key exists; an empty string if the database has no such statement,
     * or none that is safe for concurrent use.
     *
     * @param key the columns of the key
     * @param changes assignments, which refer to columns of the existing row as table.column
     */
    public String updateIfPresent(String insert, String key, String changes) {
        return "%s ON CONFLICT (%s) DO UPDATE SET %s".formatted(insert, key, changes);
    }

    /**
     * Returns whether a SELECT can lock the rows that it reads. A database without row locks has one writer at a time
     * anyway.
     */
    public boolean locksRows() {
        return true;
    }

    /** Returns the clause that makes a SELECT lock the rows that it reads; empty if there is none. */
    public final String forUpdate() {
        return locksRows() ? " FOR UPDATE" : "";
    }

    /**
     * Returns the clause that makes a SELECT read the newest committed rows, in a transaction that would otherwise read what was committed
     * when it first read anything; empty if locked rows are the newest anyway, or locking them fails.
     */
    public String readingNewest() {
        return "";
    }

    /**
     * Binds text to a column that may have a type specific to the database or the host: JSON, or the type of a host's
     * IDs.
     */
    public void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        statement.setString(index, text);
    }

    public void bindDate(PreparedStatement statement, int index, LocalDate date) throws SQLException {
        statement.setObject(index, date);
    }

    /**
     * Returns the first assignment of an UPDATE that counts, or an empty string. The arguments are SQL expressions for
     * the values to be stored.
     */
    public String firstAssignment(String countedDay, String counted) {
        return "";
    }

    /** Returns an UPDATE that also returns the values of {@link Counted}, in the same round trip. */
    public abstract String returningCounts(String update);

    /** Prepares a statement that {@link #returningCounts} made. */
    public PreparedStatement prepareCount(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /**
     * Runs a statement that {@link #prepareCount} prepared. Returns the values that it counted; empty if no row met its
     * condition.
     */
    public Optional<Counted> runCount(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(counted(rows)) : Optional.empty();
        }
    }

    /** Reads a row of a statement that {@link #returningCounts} made. */
    public Counted counted(ResultSet row) throws SQLException {
        return new Counted(row.getInt(1), row.getObject(2, LocalDate.class), row.getInt(3));
    }

    /**
     * Verifies that nothing between the driver and the database makes statements count wrongly.
     *
     * @throws dev.callgate.model.StoreException.Permanent if something does
     */
    public void verify(ConnectionSource source) throws SQLException {}

    /**
     * Verifies that the settings of a connection let the library keep its promises.
     *
     * @throws dev.callgate.model.StoreException.Permanent if they do not; the message names the setting
     */
    public void requireSettings(Connection connection) throws SQLException {}

    /** Returns whether the catalog can be read, and tables can be created. A router has neither: each of its servers has. */
    public boolean hasCatalog() {
        return true;
    }

    /** Returns the lock that keeps other nodes from migrating at the same time. */
    public abstract MigrationLock migrationLock();

    /**
     * Returns the query for objects that have one of several names, in the schema in which CREATE TABLE would create a
     * table. On PostgreSQL it also covers the other schemas of the search path.
     *
     * @param names string literals, separated by commas
     */
    public abstract String relations(String names);

    /**
     * Returns the query for functions that the migrations would replace although they serve another purpose; empty if
     * the database has none.
     */
    public Optional<String> foreignFunctions() {
        return Optional.empty();
    }

    /**
     * Returns the catalog argument of JDBC's metadata methods for a schema of {@link #relations}; null if it is not
     * used.
     */
    @Nullable
    public String catalogOf(String schema) {
        return null;
    }

    /**
     * Returns the schema argument of JDBC's metadata methods for a schema of {@link #relations}; null if it is not
     * used.
     */
    @Nullable
    public String schemaOf(String schema) {
        return null;
    }

    /** Returns whether column names are case-insensitive even if table names are not. */
    public boolean columnsIgnoreCase() {
        return false;
    }
}
