package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Runs SQL, and knows nothing of calls; {@link Connections} says on which connection, and in which transaction. */
public final class Jdbc {
    private final Connections connections;

    public Jdbc(Connections connections) {
        this.connections = connections;
    }

    public Dialect dialect() {
        return connections.dialect();
    }

    /** Returns whether each statement commits by itself, so that a failed one is undone alone. */
    public boolean commitsByItself() {
        return connections.commitByThemselves();
    }

    /** Runs queries only: whatever fails, nothing was changed. */
    public <T> T read(String what, SqlWork<T> work) {
        return connections.run(what, Connections.Mode.QUERIES, work);
    }

    /** Runs one statement that commits by itself. */
    public <T> T statement(String what, SqlWork<T> work) {
        return connections.run(what, Connections.Mode.ONE_STATEMENT, work);
    }

    /** Runs statements that are applied together or not at all. */
    public <T> T transaction(String what, SqlWork<T> work) {
        return connections.run(what, Connections.Mode.TRANSACTION, work);
    }

    /** Runs statements that are applied together, or, where the work returns nothing, not at all. */
    public <T> Optional<T> transactionOrUndo(String what, SqlWork<Optional<T>> work) {
        return connections.runOrUndo(what, work);
    }

    public int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Runs a statement for each of several rows. */
    public <T> void updateAll(Connection connection, String sql, Collection<T> rows, Function<T, Object[]> arguments)
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

    /** The same with named parameters. */
    public <T> void updateAll(
            Connection connection, NamedSql sql, Collection<T> rows, Function<T, NamedSql.Values> values)
            throws SQLException {
        updateAll(connection, sql.sql(), rows, row -> sql.arguments(values.apply(row)));
    }

    /** Inserts a row unless one with its key exists. Returns whether it was inserted. */
    public boolean insertUnlessThere(Connection connection, String insert, @Nullable Object... arguments)
            throws SQLException {
        String unlessThere = dialect().unlessThere(insert);
        try {
            return update(connection, unlessThere, arguments) > 0;
        } catch (SQLException e) {
            // Where the statement passes over a key that is taken, the error is of something else: a host's trigger, a
            // check.
            if (unlessThere.equals(insert) && dialect().errors().isKeyTaken(e)) {
                return false;
            }
            throw e;
        }
    }

    public int update(Connection connection, NamedSql sql, NamedSql.Values values) throws SQLException {
        return update(connection, sql.sql(), sql.arguments(values));
    }

    /** The same with named parameters. */
    public boolean insertUnlessThere(Connection connection, NamedSql insert, NamedSql.Values values)
            throws SQLException {
        return insertUnlessThere(connection, insert.sql(), insert.arguments(values));
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
        } else if (argument == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, argument);
        }
    }
}
