package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for H2, where DDL ends a transaction and thereby releases its locks. The node that inserts the only row may
 * migrate, and deletes the row afterwards. The row of a node that died expires after one minute.
 */
public final class LeaseLock implements MigrationLock {
    public static final String CREATE_LOCK = """
            CREATE TABLE IF NOT EXISTS callgate_schema_lock (
                id INTEGER PRIMARY KEY,
                taken_at TIMESTAMP WITH TIME ZONE NOT NULL)""";

    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final ServerErrors errors;

    LeaseLock(ServerErrors errors) {
        this.errors = errors;
    }

    @Override
    public List<String> tables() {
        return List.of(CREATE_LOCK);
    }

    /** Runs a query, because the catalog of H2 cannot always be read while another connection changes tables. */
    @Override
    public boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM callgate_schema_lock WHERE 1 = 0")) {
            ResultSetMetaData columns = rows.getMetaData();
            return columns.getColumnCount() == 2
                    && columns.getColumnName(1).equalsIgnoreCase("id")
                    && columns.getColumnName(2).equalsIgnoreCase("taken_at");
        }
    }

    @Override
    public void take(Connection connection) throws SQLException {
        Statements.execute(connection, CREATE_LOCK);
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!tryTake(connection)) {
            if (System.nanoTime() > deadline) {
                throw new StoreException.NotApplied(
                        "another node has held the migration lock for " + MAX_WAIT.toSeconds()
                                + " seconds; try again when it has finished",
                        null);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private boolean tryTake(Connection connection) throws SQLException {
        Statements.execute(
                connection,
                "DELETE FROM callgate_schema_lock WHERE taken_at < DATEADD('MINUTE', -1, CURRENT_TIMESTAMP)");
        connection.commit();
        try {
            Statements.execute(
                    connection, "INSERT INTO callgate_schema_lock (id, taken_at) VALUES (1, CURRENT_TIMESTAMP)");
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (Failure.of(errors, e, false) == Failure.PERMANENT) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void release(Connection connection) throws SQLException {
        Statements.execute(connection, "DELETE FROM callgate_schema_lock WHERE id = 1");
        connection.commit();
    }
}
