package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Runs SQL, and knows nothing of calls; {@link Connections} says on which connection, and in which transaction. */
final class Jdbc {
    private final Connections connections;

    Jdbc(Connections connections) {
        this.connections = connections;
    }

    /** Something to do on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Makes a value of the row that a result set stands on, or null to pass it over. */
    interface RowReader<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    Database database() {
        return connections.database();
    }

    /** Tells whether a statement commits by itself, and is undone where it fails, whatever was done before it. */
    boolean commitsByItself() {
        return connections.commitByThemselves();
    }

    /** Runs queries only: whatever fails, nothing was changed. */
    <T> T read(String what, Work<T> work) {
        return connections.run(what, Connections.Mode.QUERIES, work);
    }

    /** Runs one statement that commits by itself. */
    <T> T statement(String what, Work<T> work) {
        return connections.run(what, Connections.Mode.ONE_STATEMENT, work);
    }

    /** Runs statements that are applied together or not at all. */
    <T> T transaction(String what, Work<T> work) {
        return connections.run(what, Connections.Mode.TRANSACTION, work);
    }

    /** Runs statements that are applied together, or, where the work returns nothing, not at all. */
    <T> Optional<T> transactionOrUndo(String what, Work<Optional<T>> work) {
        return connections.runOrUndo(what, work);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Runs a statement for each of several rows. */
    <T> void updateAll(Connection connection, String sql, Collection<T> rows, Function<T, Object[]> arguments)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
                bind(statement, arguments.apply(row));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Inserts a row, unless one of its key is there; tells whether it did. */
    boolean insertUnlessThere(Connection connection, String insert, @Nullable Object... arguments) throws SQLException {
        String unlessThere = database().unlessThere(insert);
        try {
            return update(connection, unlessThere, arguments) > 0;
        } catch (SQLException e) {
            // Where the statement passes over a key that is taken, the error is of something else: a host's trigger, a
            // check.
            if (unlessThere.equals(insert) && database().errors().isKeyTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    <T> List<T> query(Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    T value = reader.read(rows);
                    if (value != null) {
                        all.add(value);
                    }
                }
                return all;
            }
        }
    }

    <T> Optional<T> queryOne(Connection connection, RowReader<T> reader, String sql, @Nullable Object... arguments)
            throws SQLException {
        return query(connection, reader, sql, arguments).stream().findFirst();
    }

    void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bindOne(statement, i + 1, arguments[i]);
        }
    }

    private void bindOne(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        if (argument instanceof OrganizationId id) {
            database().bindOpaque(statement, index, id.value());
        } else if (argument instanceof AgentId id) {
            database().bindOpaque(statement, index, id.value());
        } else if (argument instanceof Json json) {
            database().bindOpaque(statement, index, json.text());
        } else if (argument instanceof UUID id) {
            statement.setObject(index, database().id(id));
        } else if (argument instanceof LocalDate date) {
            database().bindDate(statement, index, date);
        } else if (argument instanceof Instant instant) {
            statement.setObject(index, Database.utc(instant));
        } else if (argument instanceof Enum<?> constant) {
            statement.setString(index, name(constant));
        } else if (argument instanceof String[] texts) {
            statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
        } else if (argument == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, argument);
        }
    }

    /**
     * One value of each element as text, for an array that the statement takes apart, and casts to the columns' types. Many
     * rows have the value of the one before, which is not made again.
     */
    static <T> String[] texts(List<T> all, Function<T, Object> value) {
        String[] texts = new String[all.size()];
        Object before = null;
        for (int i = 0; i < texts.length; i++) {
            Object now = value.apply(all.get(i));
            texts[i] = i > 0 && Objects.equals(now, before) ? texts[i - 1] : text(now);
            before = now;
        }
        return texts;
    }

    @Nullable
    private static String text(@Nullable Object value) {
        if (value instanceof Json json) {
            return json.text();
        } else if (value instanceof Instant instant) {
            return Database.utc(instant).toString();
        } else if (value instanceof Enum<?> constant) {
            return name(constant);
        } else {
            return value == null ? null : value.toString();
        }
    }

    /** The constant that a column has. */
    static <E extends Enum<E>> E constant(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }

    /** A constant, as the columns have it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
