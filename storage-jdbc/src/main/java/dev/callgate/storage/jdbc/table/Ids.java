package dev.callgate.storage.jdbc.table;

import dev.callgate.storage.jdbc.sql.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Rows that need attention.
 *
 * @param first the IDs of the first rows
 * @param count the number of all such rows
 */
public record Ids(List<UUID> first, long count) {
    static Ids of(Jdbc jdbc, Connection connection, String fromWhere, int most) throws SQLException {
        List<UUID> first = jdbc.query(
                connection,
                row -> UUID.fromString(row.getString("id")),
                "SELECT id " + fromWhere + " ORDER BY id LIMIT " + most);
        long count = jdbc.queryOne(connection, row -> row.getLong(1), "SELECT COUNT(*) " + fromWhere)
                .orElse(0L);
        return new Ids(first, count);
    }
}
