package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A lock that keeps nodes from migrating at the same time. */
@FunctionalInterface
public interface MigrationLock {
    /** Takes the lock, and holds it until the transaction ends or {@link #release} is called. */
    void take(Connection connection) throws SQLException;

    /** Releases the lock, if the end of the transaction does not. */
    default void release(Connection connection) throws SQLException {}

    /** Returns the statements that create the tables that the lock needs. */
    default List<String> tables() {
        return List.of();
    }

    /** Returns whether the tables of the lock exist, so that other nodes may have migrated or may be migrating now. */
    default boolean exists(Connection connection) throws SQLException {
        return false;
    }
}
