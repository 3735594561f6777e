package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** MariaDB 10.6 or later, with its own driver or with MySQL Connector/J; also MySQL 8. */
public final class MariaDbDialect extends Dialect {
    private static final int DRIVER = -1;

    /**
     * MariaDB and MySQL: the servers' lists of error codes. Clients use codes below 1000 and from 2000 to 2999. Servers
     * send codes from 1000 to 1999 and from 3000 to 4999.
     *
     * <ul>
     *   <li>Retried: deadlock (1213), lock wait timeout (1205), record changed since it was read (1020), table changed
     *       (1412), statement has to be prepared again (1615), rolled back by a plugin during the commit (3101).
     *   <li>Temporary, although the SQLState suggests permanent or in doubt: the node has no quorum (1047), too many
     *       connections of a user (1203, 1226), too many prepared statements (1461).
     *   <li>Permanent, although the SQLState is general: table opened read-only (1036), host blocked or not allowed
     *       (1129, 1130), packet too large (1153), truncated (1265), no default (1364), wrong value (1366), the
     *       trigger's own table (1442), no definer (1449), unsafe for the binary log (1598, 1665), a trigger's SIGNAL
     *       (1644), a CHECK (3819).
     *   <li>In doubt: an error of MariaDB's driver itself (-1), such as a connection that it finds closed (42000); during a
     *       shutdown (1053), unknown (1105), connection aborted (1152, 1184), during a commit (1180).
     * </ul>
     */
    private static final ServerErrors ERRORS = new ServerErrors(
            new ServerErrors.Codes(Set.of("40001"), Set.of(1020, 1205, 1213, 1412, 1615, 3101)),
            ServerErrors.Codes.of(1062),
            ServerErrors.Codes.of(1047, 1203, 1226, 1461),
            ServerErrors.Codes.of(1036, 1129, 1130, 1153, 1265, 1364, 1366, 1442, 1449, 1598, 1644, 1665, 3819),
            ServerErrors.Codes.of(DRIVER, 1053, 1105, 1152, 1180, 1184),
            code -> (code >= 1000 && code < 2000) || (code >= 3000 && code < 5000),
            false);

    /** Includes constraints, because names of foreign keys are unique in the whole database. */
    private static final String RELATIONS = """
            SELECT table_schema AS schema_name, table_name AS relation_name, table_type AS kind, NULL AS table_name,
                   1 AS is_current
            FROM information_schema.tables WHERE table_schema = DATABASE() AND LOWER(table_name) IN (%1$s)
            UNION ALL SELECT constraint_schema, constraint_name, 'constraint', table_name, 1
            FROM information_schema.referential_constraints
            WHERE constraint_schema = DATABASE() AND LOWER(constraint_name) IN (%1$s)""";

    /** MySQL, and MariaDB without support for clusters, have none of them. */
    private static final String GALERA_SETTINGS =
            "SHOW SESSION VARIABLES WHERE Variable_name IN ('wsrep_on', 'wsrep_sync_wait')";

    /** Bits of wsrep_sync_wait: before SELECT, before UPDATE and DELETE, and before INSERT. */
    private static final int WAIT_BEFORE_ALL = 1 | 2 | 4;

    private static final String NO_WAIT =
            "the server is a node of a Galera cluster, and its sessions have wsrep_sync_wait=%s. "
                    + "So a change by an administrator on one node would not hold for the next decision on another, and a call could be completed only on the node that allowed it. "
                    + "Add sessionVariables=wsrep_sync_wait=7 to the URL, or set wsrep_sync_wait=7 on every node";

    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    /** The value of TO_DAYS for 1970-01-01. */
    private static final long EPOCH_DAY = 719_528;

    public MariaDbDialect() {
        super("mariadb", "UTC_TIMESTAMP(6)");
    }

    /** The default isolation level is REPEATABLE READ. */
    @Override
    public String readingNewest() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public boolean findsRowsBySeveralKeys() {
        return true;
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
    public String catalogOf(String schema) {
        return schema;
    }

    @Override
    public boolean columnsIgnoreCase() {
        return true;
    }

    @Override
    public Object clockValue(Instant instant) {
        return Columns.utc(instant);
    }

    @Override
    public Instant readClock(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    @Override
    public Object id(UUID id) {
        return id.toString();
    }

    /**
     * Uses INSERT IGNORE, because the driver would log the row, with the telephone number in it, if the key is taken.
     */
    @Override
    public String ifAbsent(String insert) {
        return insert.replaceFirst("^INSERT", "INSERT IGNORE");
    }

    @Override
    public String updateIfPresent(String insert, String key, String changes) {
        return "%s ON DUPLICATE KEY UPDATE %s".formatted(insert, changes);
    }

    /**
     * Returns the counted values through LAST_INSERT_ID, because an UPDATE cannot return columns before version 13. The
     * value that an expression passes to LAST_INSERT_ID is returned with the row count. It packs the day, the limit and
     * the calls into one number, 21 bits each. The expression is in the first assignment, where all columns still have
     * their old values, whatever the order in which assignments are evaluated.
     */
    @Override
    public String firstAssignment(String countedDay, String counted) {
        return "daily_limit = MOD(LAST_INSERT_ID((TO_DAYS(%s) * %3$s + daily_limit) * %3$s + %s) DIV %3$s, %3$s),"
                .formatted(countedDay, counted, MASK + 1);
    }

    @Override
    public String returningCounts(String update) {
        return update;
    }

    @Override
    public PreparedStatement prepareCount(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public Optional<Counted> runCount(PreparedStatement statement) throws SQLException {
        if (statement.executeUpdate() == 0) {
            return Optional.empty();
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            keys.next();
            long packed = keys.getLong(1);
            LocalDate day = LocalDate.ofEpochDay((packed >> (2 * BITS)) - EPOCH_DAY);
            return Optional.of(new Counted((int) (packed & MASK), day, (int) ((packed >> BITS) & MASK)));
        }
    }

    /**
     * Requires that a node of a Galera cluster waits, before it runs a statement, until it has the changes that were committed on other
     * nodes. Otherwise it would allow calls that an administrator on another node has just forbidden, and could not find a call that was
     * allowed there.
     */
    @Override
    public void requireSettings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(GALERA_SETTINGS)) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        if ("ON".equals(settings.get("wsrep_on"))) {
            String wait = settings.get("wsrep_sync_wait");
            if (wait == null || (Integer.parseInt(wait) & WAIT_BEFORE_ALL) != WAIT_BEFORE_ALL) {
                throw new StoreException.Permanent(NO_WAIT.formatted(wait), null);
            }
        }
    }

    @Override
    public MigrationLock migrationLock() {
        return new SessionLock();
    }

    /**
     * A session lock, because DDL ends the transaction. Its name applies to the whole server, but not to the other nodes of a Galera
     * cluster: there, what keeps migrations right is that each statement of theirs may be run again, also at the same time.
     */
    private static final class SessionLock implements MigrationLock {
        private static final String NAME = "LEFT(CONCAT('callgate_schema.', DATABASE()), 64)";

        @Override
        public void take(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet locked = statement.executeQuery("SELECT GET_LOCK(%s, 120)".formatted(NAME))) {
                if (!locked.next() || locked.getInt(1) != 1) {
                    throw new StoreException.NotApplied(
                            "another node has held the migration lock for 120 seconds; try again when it has finished",
                            null);
                }
            }
        }

        @Override
        public void release(Connection connection) throws SQLException {
            Statements.execute(connection, "SELECT RELEASE_LOCK(%s)".formatted(NAME));
        }
    }
}
