package dev.callgate.storage.jdbc;

import dev.callgate.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps two nodes from migrating at once where DDL ends a transaction, and with it any lock: whoever inserts the one row
 * may migrate, and deletes it afterwards. The row of a node that died is void after a minute.
 */
final class MigrationLease {
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    static final String CREATE_LOCK = """
            CREATE TABLE IF NOT EXISTS callgate_schema_lock (
                id INTEGER PRIMARY KEY,
                taken_at TIMESTAMP WITH TIME ZONE NOT NULL)""";

    private MigrationLease() {}

    static void take(Connection connection) throws SQLException {
        Jdbc.execute(connection, CREATE_LOCK);
        long deadline = System.nanoTime() + WAIT_AT_MOST.toNanos();
        while (!taken(connection)) {
            if (System.nanoTime() > deadline) {
                throw new StoreException.NotApplied(
                        "another node has been migrating for " + WAIT_AT_MOST.toSeconds() + " seconds", null);
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    private static boolean taken(Connection connection) throws SQLException {
        Jdbc.execute(
                connection,
                "DELETE FROM callgate_schema_lock WHERE taken_at < DATEADD('MINUTE', -1, CURRENT_TIMESTAMP)");
        connection.commit();
        try {
            Jdbc.execute(connection, "INSERT INTO callgate_schema_lock (id, taken_at) VALUES (1, CURRENT_TIMESTAMP)");
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (Failure.of(Database.H2, e, false) == Failure.PERMANENT) {
                throw e;
            }
            return false;
        }
    }

    static void giveBack(Connection connection) throws SQLException {
        Jdbc.execute(connection, "DELETE FROM callgate_schema_lock WHERE id = 1");
        connection.commit();
    }
}
