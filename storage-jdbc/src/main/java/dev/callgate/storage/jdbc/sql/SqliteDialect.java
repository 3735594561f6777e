package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** SQLite 3.35 or later, preferably with {@code journal_mode=WAL}. */
public final class SqliteDialect extends Dialect {
    /**
     * SQLite: "Result and Error Codes". The driver reports primary codes and no SQLState.
     *
     * <ul>
     *   <li>Retried: busy (5) and locked (6), by another connection.
     *   <li>Key taken: a constraint (19). The code does not distinguish a taken key from a trigger that raises an
     *       error.
     *   <li>Temporary: aborted (4), out of memory (7), interrupted (9), full (13), locking protocol (15), schema
     *       changed (17).
     *   <li>Permanent: an SQL error, such as no such table (1), access (3), read-only (8), corrupt (11), cannot be
     *       opened (14), too big (18), type mismatch (20), not supported here (22), not authorized (23), parameter out
     *       of range (25), no database (26).
     *   <li>In doubt: everything else, such as an input or output error (10).
     * </ul>
     */
    private static final ServerErrors ERRORS = new ServerErrors(
            ServerErrors.Codes.of(5, 6),
            ServerErrors.Codes.of(19),
            ServerErrors.Codes.of(4, 7, 9, 13, 15, 17),
            ServerErrors.Codes.of(1, 3, 8, 11, 14, 18, 20, 22, 23, 25, 26),
            ServerErrors.Codes.NONE,
            code -> false,
            false);

    private static final String RELATIONS = """
            SELECT 'main' AS schema_name, name AS relation_name, type AS kind,
                   CASE WHEN type = 'index' THEN tbl_name END AS table_name, 1 AS is_current
            FROM main.sqlite_master WHERE LOWER(name) IN (%1$s)""";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    public SqliteDialect() {
        super("sqlite", "strftime('%Y-%m-%dT%H:%M:%f', 'now')");
    }

    @Override
    public String contains(String column) {
        return "INSTR(%s, ?) > 0".formatted(column);
    }

    @Override
    public ServerErrors errors() {
        return ERRORS;
    }

    @Override
    public String relations(String names) {
        return RELATIONS.formatted(names);
    }

    @Override
    public Object clockValue(Instant instant) {
        return MILLIS.format(Columns.utc(instant));
    }

    @Override
    public Instant readClock(ResultSet row, String column) throws SQLException {
        return LocalDateTime.parse(row.getString(column)).toInstant(ZoneOffset.UTC);
    }

    @Override
    public Object id(UUID id) {
        return id.toString();
    }

    @Override
    public boolean locksRows() {
        return false;
    }

    @Override
    public String returningCounts(String update) {
        return update + " RETURNING " + Counted.COLUMNS;
    }

    @Override
    public MigrationLock migrationLock() {
        return SqliteDialect::blockWriters;
    }

    /** Writes, which blocks other writers until the transaction ends. */
    private static void blockWriters(Connection connection) throws SQLException {
        Statements.execute(connection, SchemaHistory.CREATE);
        Statements.execute(connection, "DELETE FROM callgate_schema_history WHERE version < 0");
    }
}
