package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Refuses a pooler such as PgBouncer that runs each transaction of a connection on any of its server connections, while PostgreSQL's driver
 * prepares statements under names. The name of a statement belongs to the server connection. The driver gives the same names to the
 * statements of all its connections, so a statement may run under the name of another, and count wrongly.
 *
 * <p>There is a pooler if the process ID that the driver was told when it connected is not the server's: a pooler has to make one up. The
 * pooler may rename statements, which is safe, as PgBouncer does from version 1.21 if {@code max_prepared_statements} is set. Otherwise, it
 * is refused if two open connections use the same server connection, or one connection uses two of them in turn.
 *
 * <p>The driver is accessed by reflection, because it is not a dependency. Another driver is not checked.
 */
final class PoolerCheck {
    private static final String REFUSED =
            "the data source connects to PostgreSQL through a pooler in transaction mode, such as PgBouncer, and the driver names its prepared statements. "
                    + "Statements of different connections would take each other's names, and limits would not hold. "
                    + "Add prepareThreshold=0 to the URL of the driver, or use the pooler's session mode";

    private static final String OPERATION = "looking for a pooler";

    /** A pooler that takes server connections in turn, or that is busy, may do so without a repetition for a while. */
    private static final int ROUNDS = 8;

    /** The driver names its statements S_1, S_2 and so on. */
    private static final String NAMED =
            "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'S\\_%' AND NOT from_sql";

    /** The name is taken, by a statement of another connection. */
    private static final String DUPLICATE_NAME = "42P05";

    private final Class<?> connectionType;
    private final Class<?> statementType;

    private PoolerCheck(ClassLoader loader) throws ClassNotFoundException {
        this.connectionType = Class.forName("org.postgresql.PGConnection", false, loader);
        this.statementType = Class.forName("org.postgresql.PGStatement", false, loader);
    }

    /**
     * Checks how a data source connects.
     *
     * @throws StoreException.Permanent if its connections share named statements
     */
    static void run(ConnectionSource source) throws SQLException {
        boolean shared;
        try (Connection connection = takeFree(source)) {
            shared = connection != null && new PoolerCheck(loaderOfDriver(connection)).sharesNames(connection, source);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return; // another driver, or wrappers that do not lead to it
        }
        if (shared) {
            throw new StoreException.Permanent(REFUSED, null);
        }
    }

    /** Returns no connection that may be in a transaction of the caller: nothing is found out then. */
    @Nullable
    private static Connection takeFree(ConnectionSource source) throws SQLException {
        try {
            return source.take(OPERATION);
        } catch (StoreException.Permanent e) {
            return null;
        }
    }

    private static ClassLoader loaderOfDriver(Connection connection) throws SQLException {
        ClassLoader loader = connection.unwrap(Connection.class).getClass().getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    private boolean sharesNames(Connection one, ConnectionSource source)
            throws SQLException, ReflectiveOperationException {
        if (!one.isWrapperFor(connectionType) || prepareThreshold(one) == 0) {
            return false;
        }
        int process = process(one);
        // Databases that are only similar to PostgreSQL may answer 0 or -1.
        if (process <= 0 || process == processOfDriver(one) || !passesNames(one)) {
            return false;
        }
        try (Connection other = takeAnother(source)) {
            return other != null && processOfDriver(one) != processOfDriver(other) && sharesServer(one, other);
        }
    }

    /** Returns null if the pool has no more connections: nothing is found out then. */
    @Nullable
    private static Connection takeAnother(ConnectionSource source) {
        try {
            return takeFree(source);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Names a statement that finds itself. */
    private boolean passesNames(Connection connection) throws SQLException, ReflectiveOperationException {
        try {
            return query(connection, NAMED, 1) > 0;
        } catch (SQLException e) {
            if (DUPLICATE_NAME.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private boolean sharesServer(Connection one, Connection other) throws SQLException, ReflectiveOperationException {
        int first = process(one);
        int second = process(other);
        for (int round = 1; round < ROUNDS; round++) {
            // In the other order, so that a pooler with two servers that takes them in turn does not look like two
            // sessions.
            if (first == second || process(other) != second || process(one) != first) {
                return true;
            }
        }
        return false;
    }

    /** Returns the process of the server. */
    private int process(Connection connection) throws SQLException, ReflectiveOperationException {
        return query(connection, "SELECT pg_backend_pid()", 0);
    }

    /**
     * Runs a query in a transaction of its own.
     *
     * @param prepareThreshold 1 to name the statement, 0 not to
     */
    private int query(Connection connection, String sql, int prepareThreshold)
            throws SQLException, ReflectiveOperationException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statementType
                    .getMethod("setPrepareThreshold", int.class)
                    .invoke(statement.unwrap(statementType), prepareThreshold);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } finally {
            endTransaction(connection);
        }
    }

    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private int processOfDriver(Connection connection) throws SQLException, ReflectiveOperationException {
        return (Integer) connectionType.getMethod("getBackendPID").invoke(connection.unwrap(connectionType));
    }

    private int prepareThreshold(Connection connection) throws SQLException, ReflectiveOperationException {
        return (Integer) connectionType.getMethod("getPrepareThreshold").invoke(connection.unwrap(connectionType));
    }
}
