package dev.callgate.storage.jdbc.table;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Locks rows by their keys, always in the same order, so that two that want the same rows wait instead of deadlocking. */
final class LockedRows {
    private LockedRows() {}

    /** Locks and reads the rows of a list of keys; returns what they hold by the key. */
    interface Locking<T> {
        Map<String, T> lock(List<String> keys) throws SQLException;
    }

    /** Inserts the row of a key, unless it is there. */
    interface Inserting {
        void insert(String key) throws SQLException;
    }

    /** Locks rows in the order of their keys; those that are missing are made first, and locked as well. */
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
