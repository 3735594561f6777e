package dev.callgate.examples.console.login;

import dev.callgate.examples.console.login.SavedFilter.Filtered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The filters that users saved. Each user has their own, and they are deleted with the user. Thread-safe. */
@Repository
public class SavedFilters {
    /** The most filters of a user for one list. */
    public static final int MAX_FILTERS = 20;

    private final JdbcClient database;
    private final TransactionOperations transactions;

    SavedFilters(JdbcClient database, TransactionOperations transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Returns the filters of a user for a list, by name. */
    public List<SavedFilter> list(Member user, Filtered list) {
        return database.sql("SELECT * FROM console_saved_filters WHERE user_id = ? AND list_name = ? ORDER BY name")
                .params(user.id(), list.code())
                .query(SavedFilters::row)
                .list();
    }

    /**
     * Saves a filter.
     *
     * @return the filter, or nothing if the user has {@value #MAX_FILTERS} for this list already
     * @throws org.springframework.dao.DuplicateKeyException if the user has a filter of this name for the list
     */
    public Optional<SavedFilter> add(Member user, Filtered list, String name, String query) {
        SavedFilter added = new SavedFilter(UUID.randomUUID().toString(), list, name, query);
        return transactions.execute(begun -> {
            lock(user);
            if (list(user, list).size() >= MAX_FILTERS) {
                return Optional.empty();
            }
            database.sql(
                            "INSERT INTO console_saved_filters (id, user_id, list_name, name, query) VALUES (?, ?, ?, ?, ?)")
                    .params(added.id(), user.id(), list.code(), name, query)
                    .update();
            return Optional.of(added);
        });
    }

    /** Locks the user's row, so that the number of filters stays what it is until the end of the transaction. */
    private void lock(Member user) {
        database.sql("SELECT id FROM console_users WHERE id = ? FOR UPDATE")
                .param(user.id())
                .query(String.class)
                .list();
    }

    /** Deletes a filter. Returns whether the user had one of this ID. */
    public boolean remove(Member user, String id) {
        return database.sql("DELETE FROM console_saved_filters WHERE user_id = ? AND id = ?")
                        .params(user.id(), id)
                        .update()
                > 0;
    }

    private static SavedFilter row(ResultSet row, int index) throws SQLException {
        return new SavedFilter(
                row.getString("id"),
                Filtered.valueOf(row.getString("list_name").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getString("query"));
    }
}
