package dev.callgate.storage.jdbc;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.TableCheck.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date, from the SQL files that ship in the jar. A host may let Flyway, Liquibase or another tool
 * run the files instead, or both: each file records that it was applied, and may be run again on tables that have what it
 * adds. Nothing is changed in a table that is not the library's.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    static final String HISTORY = "callgate_schema_history";

    /**
     * In the order in which they are applied; their place, from 1, is their version. Flyway takes them for repeatable
     * migrations, which have no version that could stand in the way of a host's, and sorts them by name.
     */
    static final List<String> FILES = List.of("R__callgate_01_phone_numbers_and_assignments.sql");

    static final String CREATE_HISTORY = """
            CREATE TABLE IF NOT EXISTS callgate_schema_history (
                version INTEGER PRIMARY KEY,
                file VARCHAR(128) NOT NULL,
                applied_at TIMESTAMP NOT NULL
            )""";

    private static final String MIGRATE = "Call JdbcStorage.migrate(), or run the files of %s/%s";

    private static final String RESTORE =
            "The migrations that make them were applied before: restore what is missing, or"
                    + " delete the rows of callgate_schema_history to have it made anew";

    private static final String WITHOUT_COUNTRIES =
            "FROM agent_phone_numbers WHERE allowed_countries IS NULL OR %s NOT LIKE '%%\"%%'";

    private static final String NOT_IN_E164 = "FROM phone_numbers WHERE phone_number NOT LIKE '+%'";

    private final Jdbc jdbc;
    private final List<String> files;

    Migrations(Jdbc jdbc) {
        this(jdbc, FILES);
    }

    Migrations(Jdbc jdbc, List<String> files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** Looks before it takes the lock, for which H2 needs a table, and again when no other node can change anything. */
    MigrationReport run() {
        lookFirst();
        return jdbc.transaction("migrating the tables", connection -> {
            jdbc.database().lockForMigration(connection);
            try {
                refuseOthers(connection, Stage.LOCKED);
                Jdbc.execute(connection, CREATE_HISTORY);
                MigrationReport report = report(connection, applyMissing(connection));
                check(connection).requireComplete(RESTORE);
                return report;
            } finally {
                jdbc.database().unlockAfterMigration(connection);
            }
        });
    }

    /**
     * Refuses tables of others. On H2, a look can fail while another node migrates: to add a column, H2 replaces the table, which
     * has no column for a moment. Such a node has made the lock's table first. If that is there, this leaves it to the look under
     * the lock.
     */
    void lookFirst() {
        try {
            jdbc.read("looking for tables of others", connection -> {
                refuseOthers(connection, Stage.UNLOCKED);
                return true;
            });
        } catch (StoreException e) {
            if (!MigrationLease.isThere(jdbc)) {
                throw e;
            }
            LOG.debug("another node may be migrating", e);
        }
    }

    private SchemaCheck check(Connection connection) throws SQLException {
        return new SchemaCheck(OwnSchema.of(jdbc.database(), files), jdbc, connection);
    }

    private void refuseOthers(Connection connection, Stage stage) throws SQLException {
        SchemaCheck check = check(connection);
        requireNotNewer(connection, check);
        check.requireNothingForeign(stage);
    }

    private void requireNotNewer(Connection connection, SchemaCheck check) throws SQLException {
        if (check.hasHistory()) {
            applied(connection);
        }
    }

    private List<String> applyMissing(Connection connection) throws SQLException {
        Set<Integer> applied = applied(connection);
        List<String> now = new ArrayList<>();
        for (int version = 1; version <= files.size(); version++) {
            if (!applied.contains(version)) {
                String file = files.get(version - 1);
                for (String statement : SqlScript.statements(jdbc.database(), file)) {
                    Jdbc.execute(connection, statement);
                }
                LOG.info("applied migration {}", file);
                now.add(file);
            }
        }
        return now;
    }

    private Set<Integer> applied(Connection connection) throws SQLException {
        Set<Integer> applied = new TreeSet<>(
                jdbc.query(connection, row -> row.getInt("version"), "SELECT version FROM callgate_schema_history"));
        applied.stream().filter(version -> version > files.size()).findFirst().ifPresent(newer -> {
            throw new StoreException.Permanent(
                    "the tables are at version %d, which is newer than this library's %d: update the library"
                            .formatted(newer, files.size()),
                    null);
        });
        return applied;
    }

    private MigrationReport report(Connection connection, List<String> applied) throws SQLException {
        if (applied.isEmpty()) {
            return new MigrationReport(applied, List.of(), 0, List.of(), 0);
        }
        String withoutCountries = WITHOUT_COUNTRIES.formatted(jdbc.database().asText("allowed_countries"));
        MigrationReport report = new MigrationReport(
                applied,
                ids(connection, withoutCountries),
                count(connection, withoutCountries),
                ids(connection, NOT_IN_E164),
                count(connection, NOT_IN_E164));
        if (report.countWithoutCountries() > 0) {
            LOG.warn(
                    "{} rows of agent_phone_numbers list no country, so no call is allowed on them; the first: {}",
                    report.countWithoutCountries(),
                    report.assignmentsWithoutCountries());
        }
        if (report.countNotInE164() > 0) {
            LOG.warn(
                    "{} rows of phone_numbers are not in E.164 form and are passed over; the first: {}",
                    report.countNotInE164(),
                    report.numbersNotInE164());
        }
        return report;
    }

    private List<UUID> ids(Connection connection, String fromWhere) throws SQLException {
        return jdbc.query(
                connection,
                row -> UUID.fromString(row.getString("id")),
                "SELECT id " + fromWhere + " ORDER BY id LIMIT " + MigrationReport.NAMED);
    }

    private long count(Connection connection, String fromWhere) throws SQLException {
        return jdbc.queryOne(connection, row -> row.getLong(1), "SELECT COUNT(*) " + fromWhere)
                .orElse(0L);
    }

    /** Checks the version first, since newer tables may differ, then the catalog, then whether the user may read. */
    void validate() {
        jdbc.read("validating the tables", connection -> {
            SchemaCheck check = check(connection);
            requireNotNewer(connection, check);
            check.requireComplete(
                    MIGRATE.formatted(SqlScript.ROOT, jdbc.database().folder()));
            String more = ", n.deleted_at" + (jdbc.database().hasArrays() ? ", n.listing" : "");
            jdbc.query(connection, Rows::assignment, AssignmentTable.select(more) + "WHERE 1 = 0");
            jdbc.query(connection, row -> row.getString("entry_id"), AuditTable.SELECT + "WHERE 1 = 0");
            SharedCounts.validate(jdbc, connection);
            JournalTable.validate(jdbc, connection);
            UsageTable.validate(jdbc, connection);
            return true;
        });
    }
}
