package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** Returns whether the lock's table is there, so that other nodes may have migrated, or be migrating now. */
    static boolean isThere(Jdbc jdbc) {
        try {
            return jdbc.database() == Database.H2 && jdbc.read("looking for the lock", MigrationLease::isTable);
        } catch (StoreException e) {
            return false;
        }
    }

    /** By a query, since the catalog of H2 cannot always be read while another connection changes tables. */
    private static boolean isTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM callgate_schema_lock WHERE 1 = 0")) {
            ResultSetMetaData columns = rows.getMetaData();
            return columns.getColumnCount() == 2
                    && columns.getColumnName(1).equalsIgnoreCase("id")
                    && columns.getColumnName(2).equalsIgnoreCase("taken_at");
        }
    }

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
