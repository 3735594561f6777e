package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs SQL. {@link Connections} determines the connection and the transaction. Thread-safe if the {@link Connections}
 * are.
 */
public final class Jdbc {
    /** The most rows that a statement of {@link #insertAll} inserts. More would hardly be faster. */
    public static final int INSERTED_AT_ONCE = 500;

    /** The most rows that a statement of {@link #updateAll} changes, which compares each row with the keys of all. */
    private static final int UPDATED_AT_ONCE = 100;

    /** ISO/IEC 9075-2: data exception. */
    private static final String UNREADABLE = "22000";

    private final Connections connections;

    public Jdbc(Connections connections) {
        this.connections = connections;
    }

    public Dialect dialect() {
        return connections.dialect();
    }

    /** Returns whether each statement commits by itself, so that a failed statement is undone alone. */
    public boolean commitsByItself() {
        return connections.commitsWork();
    }

    /**
     * Returns the clause that makes a SELECT read the newest committed rows, after rows that guard them were locked. A transaction of this
     * library's own needs none, as long as it reads nothing before it has locked: only a caller may have read before.
     */
    public String readingNewest() {
        return commitsByItself() ? "" : dialect().readingNewest();
    }

    /** Like {@link #readingNewest}, and locks the rows for a change, so that two transactions do not wait for each other. */
    public String lockingNewest() {
        return readingNewest().isEmpty() ? "" : dialect().forUpdate();
    }

    /** Runs queries only. If they fail, nothing was changed. */
    public <T> T read(String operation, SqlWork<T> work) {
        return connections.run(operation, Connections.Mode.QUERIES, work);
    }

    /** Runs one statement that commits by itself. */
    public <T> T statement(String operation, SqlWork<T> work) {
        return connections.run(operation, Connections.Mode.ONE_STATEMENT, work);
    }

    /** Runs statements that are applied together or not at all. */
    public <T> T transaction(String operation, SqlWork<T> work) {
        return connections.run(operation, Connections.Mode.TRANSACTION, work);
    }

    /**
     * Runs statements in one transaction. They are applied together if the work returns a value, and rolled back if it
     * returns an empty result.
     */
    public <T> Optional<T> transactionOrUndo(String operation, SqlWork<Optional<T>> work) {
        return connections.runOrUndo(operation, work);
    }

    public int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    public int update(Connection connection, NamedSql sql, NamedSql.Values values) throws SQLException {
        return update(connection, sql.sql(), sql.arguments(values));
    }

    /**
     * Inserts rows, many with each statement. JDBC's batches are not used: if a Galera cluster rolls back a batch of MariaDB's driver, the
     * driver and the commit report success.
     *
     * @param insert inserts one row, and ends with its VALUES
     */
    public <T> void insertAll(Connection connection, NamedSql insert, List<T> rows, Function<T, NamedSql.Values> values)
            throws SQLException {
        for (int from = 0; from < rows.size(); from += INSERTED_AT_ONCE) {
            List<T> some = rows.subList(from, Math.min(rows.size(), from + INSERTED_AT_ONCE));
            Object[] arguments = some.stream()
                    .flatMap(row -> Arrays.stream(insert.arguments(values.apply(row))))
                    .toArray();
            update(connection, insert.ofSeveralRows(some.size()), arguments);
        }
    }

    /** Updates rows: many with each statement if the database finds rows by several keys, and otherwise one. */
    public <T> void updateAll(
            Connection connection, RowUpdate update, Collection<T> rows, Function<T, NamedSql.Values> values)
            throws SQLException {
        List<NamedSql.Values> all = rows.stream().map(values).toList();
        int atOnce = dialect().findsRowsBySeveralKeys() ? UPDATED_AT_ONCE : 1;
        for (int from = 0; from < all.size(); from += atOnce) {
            List<NamedSql.Values> some = all.subList(from, Math.min(all.size(), from + atOnce));
            if (some.size() == 1) {
                update(connection, update.ofOne(), some.get(0));
            } else {
                update(connection, update.ofSeveral(some.size()), update.arguments(some));
            }
        }
    }

    /** Inserts a row unless its key exists. Returns whether it was inserted. */
    public boolean insertIfAbsent(Connection connection, NamedSql insert, NamedSql.Values values) throws SQLException {
        String ifAbsent = dialect().ifAbsent(insert.sql());
        try {
            return update(connection, ifAbsent, insert.arguments(values)) > 0;
        } catch (SQLException e) {
            // If the statement itself skips a taken key, the error has another cause: a trigger or a check of the host.
            if (ifAbsent.equals(insert.sql()) && dialect().errors().isKeyTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    public <T> List<T> query(Connection connection, RowReader<T> reader, NamedSql sql, NamedSql.Values values)
            throws SQLException {
        return query(connection, reader, sql.sql(), sql.arguments(values));
    }

    public <T> List<T> query(Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                return readAll(rows, reader);
            }
        }
    }

    private static <T> List<T> readAll(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            T value = read(rows, reader);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** Reads a row. If a reader or the model refuses a value, the library has not written it. */
    @Nullable
    private static <T> T read(ResultSet row, RowReader<T> reader) throws SQLException {
        try {
            return reader.read(row);
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException | IndexOutOfBoundsException e) {
            throw new SQLDataException("a row has a value that cannot be read: correct it", UNREADABLE, e);
        }
    }

    /**
     * Runs several queries in one round trip, in their order. The database has to support it: see {@link Dialect#sendsQueriesTogether}.
     *
     * @param readers one for each query, which receive its rows
     */
    public void queryTogether(
            Connection connection, List<NamedSql> queries, List<? extends RowReader<?>> readers, NamedSql.Values values)
            throws SQLException {
        String sql = queries.stream().map(NamedSql::sql).collect(Collectors.joining("; "));
        Object[] arguments = queries.stream()
                .flatMap(each -> Arrays.stream(each.arguments(values)))
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            statement.execute();
            for (RowReader<?> reader : readers) {
                try (ResultSet rows = statement.getResultSet()) {
                    readAll(rows, reader);
                }
                statement.getMoreResults();
            }
        }
    }

    public <T> Optional<T> queryOne(Connection connection, RowReader<T> reader, NamedSql sql, NamedSql.Values values)
            throws SQLException {
        return query(connection, reader, sql, values).stream().findFirst();
    }

    public <T> Optional<T> queryOne(
            Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments) throws SQLException {
        return query(connection, reader, sql, arguments).stream().findFirst();
    }

    public void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bindOne(statement, i + 1, arguments[i]);
        }
    }

    private void bindOne(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        if (argument instanceof OrganizationId id) {
            dialect().bindOpaque(statement, index, id.value());
        } else if (argument instanceof AgentId id) {
            dialect().bindOpaque(statement, index, id.value());
        } else if (argument instanceof Json json) {
            dialect().bindOpaque(statement, index, json.text());
        } else if (argument instanceof UUID id) {
            statement.setObject(index, dialect().id(id));
        } else if (argument instanceof LocalDate date) {
            dialect().bindDate(statement, index, date);
        } else if (argument instanceof Instant instant) {
            statement.setObject(index, Columns.utc(instant));
        } else if (argument instanceof Enum<?> constant) {
            statement.setString(index, Columns.name(constant));
        } else if (argument instanceof String[] texts) {
            statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
        } else if (argument instanceof UUID[] ids) {
            statement.setArray(index, statement.getConnection().createArrayOf("uuid", ids));
        } else if (argument == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, argument);
        }
    }
}
