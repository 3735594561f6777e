package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Takes connections from a data source, and refuses those that may have a transaction of the caller's on them. Some data sources
 * hand out the connection of the current transaction: a proxy that is bound to the thread, or a pool that takes part in JTA. Work
 * on such a connection is the caller's to commit or roll back.
 *
 * <p>A transaction shows in auto-commit being off. So it does on the connections of a pool whose default is off; those are told
 * apart as follows, without a round trip:
 *
 * <ol>
 *   <li>If the data source ever handed out a connection with auto-commit on, off is not its default, and the connection is refused.
 *   <li>If the statements of the connection name the connection itself as theirs, it is a pool's own.
 *   <li>Otherwise it is wrapped. It is closed again: if that closes the connection within, no other code holds it, and the next
 *       one, taken by the same thread, is free as well. If it stays open, other code holds it, and it is refused.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class ConnectionSource {
    private static final String REFUSED =
            "%s: nothing was done, because the data source handed out a connection with auto-commit off, which may have a transaction of the caller's on it. "
                    + "To take part in that transaction, use JdbcStorage.joining(connection). "
                    + "To stay out of it, give JdbcStorage.on the connection pool itself, instead of a proxy that hands out the transaction's connection. "
                    + "If auto-commit is off by the pool's default, use JdbcStorage.autoCommitOffByDefault()";

    private final DataSource dataSource;
    private final boolean offByDefault;

    /** Whether a connection came with auto-commit on. */
    private volatile boolean onSeen;

    /** Whether a connection came wrapped, or with a transaction: then others may come with one. */
    private volatile boolean mayHandOutTransactions;

    private ConnectionSource(DataSource dataSource, boolean offByDefault) {
        this.dataSource = dataSource;
        this.offByDefault = offByDefault;
    }

    public static ConnectionSource of(DataSource dataSource) {
        return new ConnectionSource(dataSource, false);
    }

    /** Returns the same source with connections trusted to be free, whatever their auto-commit is. */
    public ConnectionSource offByDefault() {
        return new ConnectionSource(dataSource, true);
    }

    /**
     * Takes a connection that no other code uses.
     *
     * @param what the work that it is for, in words
     * @throws StoreException.Permanent if it may have a transaction of the caller's on it
     */
    public Connection take(String what) throws SQLException {
        Connection connection = open();
        Connection within = connection;
        try (Closing unlessReturned = new Closing(connection)) {
            if (offByDefault || isAutoCommit(connection)) {
                return unlessReturned.keep();
            }
            if (!onSeen) {
                within = within(connection);
                if (within == connection) {
                    return unlessReturned.keep();
                }
            }
        }
        if (onSeen || !within.isClosed()) {
            mayHandOutTransactions = true;
            throw new StoreException.Permanent(REFUSED.formatted(what), null);
        }
        return open();
    }

    /** Learns from a connection whether the data source hands out some with auto-commit on, and whether they are wrapped. */
    public void lookAt(Connection connection) throws SQLException {
        isAutoCommit(connection);
    }

    /** Refuses a thread that has a transaction of its own on the data source, if that hands out transactions. */
    public void requireNoTransaction(String what) throws SQLException {
        if (mayHandOutTransactions && !offByDefault) {
            take(what).close();
        }
    }

    /**
     * Takes a connection to look at, which may have a transaction of the caller's on it. A proxy that takes its connection late takes
     * it now, so that its settings are those of the connection within.
     */
    public Connection open() throws SQLException {
        Connection connection = dataSource.getConnection();
        try (Closing unlessReturned = new Closing(connection)) {
            connection.getMetaData();
            return unlessReturned.keep();
        }
    }

    private boolean isAutoCommit(Connection connection) throws SQLException {
        boolean on = connection.getAutoCommit();
        if (on && !onSeen) {
            within(connection);
            onSeen = true;
        }
        return on;
    }

    /** Returns the connection that a proxy stands for, or the connection itself. */
    private Connection within(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Connection within = statement.getConnection();
            if (within != connection) {
                mayHandOutTransactions = true;
            }
            return within;
        }
    }

    /** Closes a connection, once, unless it is kept. */
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
