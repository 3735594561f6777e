package dev.callgate.storage.jdbc.table;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Locks rows by their keys, always in the same order, so that two transactions that need the same rows wait and do not
 * deadlock.
 */
final class LockedRows {
    private LockedRows() {}

    /** Locks and reads the rows with the given keys. Returns their contents by key. */
    interface Locking<T> {
        Map<String, T> lock(List<String> keys) throws SQLException;
    }

    /** Inserts the row of a key if it is missing. */
    interface Inserting {
        void insert(String key) throws SQLException;
    }

    /** Locks rows in the order of their keys. Missing rows are inserted first, and then locked as well. */
    static <T> Map<String, T> lockAll(Collection<String> keys, Locking<T> locking, Inserting inserting)
            throws SQLException {
        List<String> ordered = keys.stream().distinct().sorted().toList();
        if (ordered.isEmpty()) {
            return Map.of();
        }
        Map<String, T> locked = locking.lock(ordered);
        if (locked.size() == ordered.size()) {
            return locked;
        }
        for (String key : ordered) {
            if (!locked.containsKey(key)) {
                inserting.insert(key);
            }
        }
        return locking.lock(ordered);
    }
}
