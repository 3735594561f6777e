package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.TableCheck.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date, from the SQL files that ship in the jar. A host may let Flyway, Liquibase or another tool
 * run the files instead, or both: each file records that it was applied, and may be run again on tables that have what it
 * adds. Nothing is changed in a table that is not the library's.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /**
     * In the order in which they are applied; their place, from 1, is their version. Flyway takes them for repeatable
     * migrations, which have no version that could stand in the way of a host's, and sorts them by name.
     */
    public static final List<String> FILES = List.of(
            "R__callgate_01_numbers_and_assignments.sql",
            "R__callgate_02_caps.sql",
            "R__callgate_03_journal_and_usage.sql",
            "R__callgate_04_audit.sql");

    private static final String MIGRATE = "Call JdbcStorage.migrate(), or run the files of %s/%s";

    private static final String RESTORE =
            "The migrations that make them were applied before: restore what is missing, or"
                    + " delete the rows of callgate_schema_history to have it made anew";

    private final Jdbc jdbc;
    private final List<String> files;

    public Migrations(Jdbc jdbc) {
        this(jdbc, FILES);
    }

    public Migrations(Jdbc jdbc, List<String> files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** Something to find out in the transaction that migrated, of the files that it applied. */
    public interface Inspection<T> {
        T of(Connection connection, List<String> applied) throws SQLException;
    }

    /** Looks before it takes the lock, for which H2 needs a table, and again when no other node can change anything. */
    public <T> T run(Inspection<T> inspection) {
        lookFirst();
        MigrationLock lock = jdbc.dialect().migrationLock();
        return jdbc.transaction("migrating the tables", connection -> {
            lock.take(connection);
            try {
                refuseOthers(connection, Stage.LOCKED);
                Statements.execute(connection, SchemaHistory.CREATE);
                T found = inspection.of(connection, applyMissing(connection));
                check(connection).requireComplete(RESTORE);
                return found;
            } finally {
                lock.giveBack(connection);
            }
        });
    }

    /**
     * Refuses tables of others. On H2, a look can fail while another node migrates: to add a column, H2 replaces the table, which
     * has no column for a moment. Such a node has made the lock's table first. If that is there, this leaves it to the look under
     * the lock.
     */
    public void lookFirst() {
        try {
            jdbc.read("looking for tables of others", connection -> {
                refuseOthers(connection, Stage.UNLOCKED);
                return true;
            });
        } catch (StoreException e) {
            if (!othersMayMigrate()) {
                throw e;
            }
            LOG.debug("another node may be migrating", e);
        }
    }

    private boolean othersMayMigrate() {
        MigrationLock lock = jdbc.dialect().migrationLock();
        try {
            return !lock.tables().isEmpty() && jdbc.read("looking for the lock", lock::isThere);
        } catch (StoreException e) {
            return false;
        }
    }

    private SchemaCheck check(Connection connection) throws SQLException {
        return new SchemaCheck(OwnSchema.of(jdbc.dialect(), files), jdbc, connection);
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
                for (String statement : SqlScript.statements(jdbc.dialect(), file)) {
                    Statements.execute(connection, statement);
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

    /**
     * Checks the version first, since newer tables may differ, then the catalog, then whether the user may read.
     *
     * @param reading reads no row of each table, only whether every column is there
     */
    public void validate(SqlWork<?> reading) {
        jdbc.read("validating the tables", connection -> {
            SchemaCheck check = check(connection);
            requireNotNewer(connection, check);
            check.requireComplete(
                    MIGRATE.formatted(SqlScript.ROOT, jdbc.dialect().folder()));
            reading.on(connection);
            return true;
        });
    }
}
