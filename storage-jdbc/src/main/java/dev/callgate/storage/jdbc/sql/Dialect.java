package dev.callgate.storage.jdbc.sql;

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

/** All that differs between databases. What most of them do is here; each has a class of its own for the rest. */
public abstract class Dialect {
    private final String folder;
    private final String clock;

    /**
     * Takes what is a mere text.
     *
     * @param folder the folder of its migrations, below {@link SqlScript#ROOT}
     * @param clock the time by the database's own clock, as an SQL expression
     */
    Dialect(String folder, String clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The folder of its migrations, below {@link SqlScript#ROOT}. */
    public String folder() {
        return folder;
    }

    /** The time by the database's own clock, as an SQL expression. */
    public String clock() {
        return clock;
    }

    /** Whether the database's clock is at, or past, a parameter's {@link #clockValue}, as an SQL condition. */
    public String clockIsPast(String parameter) {
        return clock + " >= :" + parameter;
    }

    /** An instant, to be bound to the parameter of {@link #clockIsPast}. */
    public Object clockValue(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Reads {@link #clock} from a row. */
    public Instant readClock(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** One of the library's ids, as the columns have it. */
    public Object id(UUID id) {
        return id;
    }

    /** Which of its errors mean what. */
    public abstract ServerErrors errors();

    /** A column of JSON, as text that LIKE can search. */
    public String asText(String jsonColumn) {
        return jsonColumn;
    }

    /** Whether a list names the code of one of several parameters, as an SQL condition; see {@link #codeToFind}. */
    public String namesOneOf(String jsonColumn, String... parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> "%s LIKE :%s".formatted(asText(jsonColumn), parameter))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** A code, to be bound to a parameter of {@link #namesOneOf}: the quotes keep codes apart. */
    public Object codeToFind(String code) {
        return "%" + Json.quoted(code) + "%";
    }

    /** Whether a row of phone_numbers, n, is one of so many, as an SQL condition that takes the organization and the numbers. */
    public String isNumberOneOf(int numbers) {
        return "n.organization_id = ? AND n.phone_number IN (%s)"
                .formatted(String.join(", ", Collections.nCopies(numbers, "?")));
    }

    /**
     * Whether a column is one of several values, as an SQL condition that takes {@link #oneOf}.
     *
     * @param type the column's type on PostgreSQL
     */
    public String isOneOf(String column, String type, int values) {
        return "%s IN (%s)".formatted(column, String.join(", ", Collections.nCopies(values, "?")));
    }

    /** Values, to be bound to {@link #isOneOf}. */
    public Object[] oneOf(Collection<?> values) {
        return values.toArray();
    }

    /** Whether two values are the same, as an SQL condition; one of them is not NULL. */
    public String same(String one, String other) {
        return "%s = %s".formatted(one, other);
    }

    /** The later of a column's day and of a parameter's; the column may be NULL. */
    public String laterDay(String column, String parameter) {
        return "CASE WHEN %1$s >= :%2$s THEN %1$s ELSE :%2$s END".formatted(column, parameter);
    }

    /**
     * Whether one statement writes many rows, whose values it takes as one array for each column (unnest). Otherwise the driver
     * batches a statement for each row.
     */
    public boolean writesRowsFromArrays() {
        return false;
    }

    /** Whether an INSERT passes over rows that are there, and returns the others. Otherwise a query looks first. */
    public boolean insertsWhatIsMissing() {
        return false;
    }

    /** Whether numbers have a column of what they are filtered by, and a query may walk its index for each group (LATERAL). */
    public boolean listsNumbersByGroup() {
        return false;
    }

    /** Whether one query may change several tables (WITH … AS (UPDATE …)), and read what it changed. */
    public boolean hasWritesInQueries() {
        return false;
    }

    /** Makes an INSERT pass over a row whose key is there; where it does not, the key that is taken is an error. */
    public String unlessThere(String insert) {
        return insert + " ON CONFLICT DO NOTHING";
    }

    /**
     * Makes an INSERT change the row whose key is there; empty where the database has no such statement, or none that is safe when
     * two do it at once.
     *
     * @param key its columns
     * @param changes assignments, with columns of the row that is there as table.column
     */
    public String updateIfThere(String insert, String key, String changes) {
        return "%s ON CONFLICT (%s) DO UPDATE SET %s".formatted(insert, key, changes);
    }

    /** Whether a SELECT can lock the rows that it reads. Where it cannot, there is one writer at a time anyway. */
    public boolean locksRows() {
        return true;
    }

    /** What makes a SELECT lock the rows that it reads. */
    public final String forUpdate() {
        return locksRows() ? " FOR UPDATE" : "";
    }

    /** Binds text to a column whose type may be the database's own for it: JSON, or a host's kind of id. */
    public void bindOpaque(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        statement.setString(index, text);
    }

    public void bindDate(PreparedStatement statement, int index, LocalDate date) throws SQLException {
        statement.setObject(index, date);
    }

    /** An assignment to stand before all others of an UPDATE that counts, or nothing; given the SQL of what is to be stored. */
    public String firstAssignment(String countedDay, String counted) {
        return "";
    }

    /** Makes an UPDATE tell what it {@link Counted}, in the same round trip. */
    public abstract String tellingCounted(String update);

    /** Prepares a statement that tells what it counted. */
    public PreparedStatement prepareCount(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs a statement that was prepared so; returns what it counted, or nothing where no row met its condition. */
    public Optional<Counted> runCount(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Counted(rows.getInt(1), rows.getObject(2, LocalDate.class), rows.getInt(3)))
                    : Optional.empty();
        }
    }

    /** Keeps other nodes from migrating. */
    public abstract MigrationLock migrationLock();

    /**
     * Returns the query for what has one of several names, where a CREATE TABLE would put a table, and on PostgreSQL in the
     * other schemas of the search path too.
     *
     * @param names string literals, separated by commas
     */
    public abstract String relations(String names);

    /** Returns the query for functions that the migrations would replace, but that do something else; empty if there are none. */
    public Optional<String> foreignFunctions() {
        return Optional.empty();
    }

    /** Returns what JDBC's metadata takes for a schema of {@link #relations}, where it calls it a catalog. */
    @Nullable
    public String catalogOf(String schema) {
        return null;
    }

    /** Returns what JDBC's metadata takes for a schema of {@link #relations}, where it calls it a schema. */
    @Nullable
    public String schemaOf(String schema) {
        return null;
    }

    /** Whether names of columns ignore case, also where those of tables do not. */
    public boolean columnsIgnoreCase() {
        return false;
    }
}
