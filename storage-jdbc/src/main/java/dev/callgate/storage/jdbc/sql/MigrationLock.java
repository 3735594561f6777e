package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps two nodes from migrating at once. */
@FunctionalInterface
public interface MigrationLock {
    /** Keeps other nodes from migrating until this transaction ends, or the lock is released. */
    void take(Connection connection) throws SQLException;

    /** Lets other nodes migrate, where the end of the transaction does not. */
    default void giveBack(Connection connection) throws SQLException {}

    /** Returns the statements that create the tables that the lock needs. */
    default List<String> tables() {
        return List.of();
    }

    /** Returns whether the lock's tables are there, so that other nodes may have migrated, or be migrating now. */
    default boolean isThere(Connection connection) throws SQLException {
        return false;
    }
}
