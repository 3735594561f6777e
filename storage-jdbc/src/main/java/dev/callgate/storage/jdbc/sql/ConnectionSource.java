package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Takes connections from a data source, and refuses connections that may belong to a transaction of the caller. Some
 * data sources return the connection of the current transaction: for example, a proxy that is bound to the thread, or a
 * pool that takes part in JTA. Only the caller may commit or roll back work on such a connection.
 *
 * <p>A connection in a transaction has auto-commit off. The connections of a pool whose default is off have it off,
 * too. The following rules distinguish the two without a round trip:
 *
 * <ol>
 *   <li>If the data source ever returned a connection with auto-commit on, off is not its default, and a connection
 *       with auto-commit off is refused.
 *   <li>If the statements of the connection return that same connection as theirs, it is the pool's own, and it is
 *       used.
 *   <li>Otherwise the connection is a wrapper. It is closed again. If this closes the connection inside, no other code
 *       uses it, so the next connection that the same thread takes is free, too. If the connection inside stays open,
 *       other code uses it, and the request is refused.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class ConnectionSource {
    private static final String REFUSED =
            "%s: nothing was done, because the data source returned a connection with auto-commit off, which may belong to a transaction of the caller. "
                    + "To take part in that transaction, use JdbcStorage.joining(connection). "
                    + "To stay out of it, pass the connection pool itself to JdbcStorage.on, instead of a proxy that returns the connection of the transaction. "
                    + "If the pool's default is auto-commit off, use JdbcStorage.autoCommitOffByDefault()";

    /** ISO/IEC 9075-2: the connection could not be established. */
    private static final String NO_CONNECTION = "08001";

    private final DataSource dataSource;
    private final boolean offByDefault;
    private final boolean isRouter;

    /** Whether the data source ever returned a connection with auto-commit on. */
    private volatile boolean seenAutoCommitOn;

    /** Whether a connection was a wrapper, or belonged to a transaction: then later ones may belong to one. */
    private volatile boolean mayHandOutTransactions;

    private ConnectionSource(DataSource dataSource, boolean offByDefault, boolean isRouter) {
        this.dataSource = dataSource;
        this.offByDefault = offByDefault;
        this.isRouter = isRouter;
    }

    public static ConnectionSource of(DataSource dataSource) {
        return new ConnectionSource(dataSource, false, false);
    }

    /**
     * Returns a view of this source for a router, which connects to the server of each statement. Asking for metadata would
     * connect it to any server, also to one that is down.
     */
    public ConnectionSource ofRouter() {
        return new ConnectionSource(dataSource, offByDefault, true);
    }

    /** Returns a view of this source that treats every connection as free, whatever its auto-commit setting is. */
    public ConnectionSource offByDefault() {
        return new ConnectionSource(dataSource, true, isRouter);
    }

    /**
     * Takes a connection that no other code uses.
     *
     * @param operation describes the work in messages
     * @throws StoreException.Permanent if the connection may belong to a transaction of the caller
     */
    public Connection take(String operation) throws SQLException {
        Connection connection = open();
        Connection inner = connection;
        try (Closing unlessReturned = new Closing(connection)) {
            if (offByDefault || isAutoCommit(connection)) {
                return unlessReturned.keep();
            }
            if (!seenAutoCommitOn) {
                inner = unwrap(connection);
                if (inner == connection) {
                    return unlessReturned.keep();
                }
            }
        }
        if (seenAutoCommitOn || !inner.isClosed()) {
            mayHandOutTransactions = true;
            throw new StoreException.Permanent(REFUSED.formatted(operation), null);
        }
        return open();
    }

    /** Records whether a connection has auto-commit on, and whether it is a wrapper. */
    public void inspect(Connection connection) throws SQLException {
        isAutoCommit(connection);
    }

    /**
     * Verifies that the calling thread has no transaction, if the data source may return transactions.
     *
     * @throws StoreException.Permanent if the connection of this thread may belong to a transaction of the caller
     */
    public void requireNoTransaction(String operation) throws SQLException {
        if (mayHandOutTransactions && !offByDefault) {
            take(operation).close();
        }
    }

    /**
     * Opens a connection without checking it; it may belong to a transaction of the caller. A proxy that connects
     * lazily connects now, so that its settings are those of the connection inside.
     */
    public Connection open() throws SQLException {
        Connection connection = connection();
        try (Closing unlessReturned = new Closing(connection)) {
            if (!isRouter) {
                connection.getMetaData();
            }
            return unlessReturned.keep();
        }
    }

    /** Nothing was sent if there is no connection, whatever the data source throws. */
    private Connection connection() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            throw new SQLException("the data source returned no connection: " + e, NO_CONNECTION, e);
        }
    }

    private boolean isAutoCommit(Connection connection) throws SQLException {
        boolean on = connection.getAutoCommit();
        if (on && !seenAutoCommitOn) {
            unwrap(connection);
            seenAutoCommitOn = true;
        }
        return on;
    }

    /** Returns the connection inside a wrapper, or the connection itself if it is none. */
    private Connection unwrap(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Connection inner = statement.getConnection();
            if (inner != connection) {
                mayHandOutTransactions = true;
            }
            return inner;
        }
    }

    /** Closes a connection unless it is kept. */
    private static final class Closing implements AutoCloseable {
        private final Connection connection;
        private boolean kept;

        Closing(Connection connection) {
            this.connection = connection;
        }

        Connection keep() {
            kept = true;
            return connection;
        }

        @Override
        public void close() throws SQLException {
            if (!kept) {
                connection.close();
            }
        }
    }
}
