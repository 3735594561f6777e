package dev.callgate.storage.jdbc.table;

import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Deletes the rows of an organization's old days from a table that has a column {@code counted_on}: one day at a time, so that no
 * transaction is long.
 */
final class OldDays {
    private final Jdbc jdbc;
    private final NamedSql oldest;
    private final NamedSql delete;

    OldDays(Jdbc jdbc, String table) {
        this.jdbc = jdbc;
        this.oldest = NamedSql.of("""
                SELECT MIN(counted_on) AS oldest FROM %s
                WHERE organization_id = :organization AND counted_on < :day""".formatted(table));
        this.delete = NamedSql.of(
                "DELETE FROM %s WHERE organization_id = :organization AND counted_on = :day".formatted(table));
    }

    /** Deletes the rows of all days before a day, and returns their number. */
    int deleteBefore(OrganizationId organization, LocalDate day) {
        int deleted = 0;
        for (Optional<LocalDate> oldest = oldest(organization, day);
                oldest.isPresent();
                oldest = oldest(organization, day)) {
            NamedSql.Values values = values(organization, oldest.get());
            deleted += jdbc.statement("deleting an old day", connection -> jdbc.update(connection, delete, values));
        }
        return deleted;
    }

    private Optional<LocalDate> oldest(OrganizationId organization, LocalDate day) {
        // Not as a read, because a replica may be behind, and what follows is refused there.
        return jdbc.statement("looking for old days", connection -> oldest(connection, values(organization, day)));
    }

    private Optional<LocalDate> oldest(Connection connection, NamedSql.Values values) throws SQLException {
        return jdbc.query(connection, row -> row.getObject("oldest", LocalDate.class), oldest, values).stream()
                .findFirst();
    }

    private static NamedSql.Values values(OrganizationId organization, LocalDate day) {
        return new NamedSql.Values().with("organization", organization).with("day", day);
    }
}
