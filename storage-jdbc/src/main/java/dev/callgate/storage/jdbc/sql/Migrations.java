package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.TableCheck.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date with the SQL files that ship in the jar. A host may run the files with Flyway, Liquibase
 * or another tool, instead or in addition: each file records that it was applied, and can be run again on tables that
 * already have what it adds. Tables that are not the library's are never changed.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /**
     * The files, in the order in which they are applied. The position of a file, counted from 1, is its version. Flyway
     * treats them as repeatable migrations, which have no version that could conflict with a host's, and sorts them by
     * name.
     */
    public static final List<String> FILES = List.of(
            "R__callgate_01_numbers_and_assignments.sql",
            "R__callgate_02_limits.sql",
            "R__callgate_03_journal_and_usage.sql",
            "R__callgate_04_audit.sql");

    private static final String MIGRATE = "Call JdbcStorage.migrate(), or run the files of %s/%s";

    private static final String RESTORE =
            "The migrations that create them are recorded as applied: restore the missing parts, or"
                    + " delete the rows of callgate_schema_history, so that migrate() creates them again";

    private static final String NO_CATALOG =
            "the tables were not migrated, because a router cannot create them. Migrate each of its servers directly:"
                    + " JdbcStorage.on(dataSourceOfServer, Database.POSTGRESQL).migrate()";

    private final Jdbc jdbc;
    private final List<String> files;

    public Migrations(Jdbc jdbc) {
        this(jdbc, FILES);
    }

    public Migrations(Jdbc jdbc, List<String> files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** Inspects the tables in the transaction that migrated them. */
    public interface Inspection<T> {
        T of(Connection connection, List<String> applied) throws SQLException;
    }

    /**
     * Migrates. Checks for foreign tables before taking the lock, for which H2 needs a table, and again when no other
     * node can change anything.
     */
    public <T> T run(Inspection<T> inspection) {
        if (!jdbc.dialect().hasCatalog()) {
            throw new StoreException.Permanent(NO_CATALOG, null);
        }
        lookFirst();
        MigrationLock lock = jdbc.dialect().migrationLock();
        return jdbc.transaction("migrating the tables", connection -> {
            lock.take(connection);
            try {
                requireOwnTables(connection, Stage.LOCKED);
                Statements.execute(connection, SchemaHistory.CREATE);
                T result = inspection.of(connection, applyMissing(connection));
                check(connection).requireComplete(RESTORE);
                return result;
            } finally {
                lock.release(connection);
            }
        });
    }

    /**
     * Refuses tables that are not the library's. On H2, this check can fail while another node migrates: to add a
     * column, H2 replaces the table, which has no columns for a moment. The other node creates the table of the lock
     * first. So if that table exists, a failure is ignored, and the check under the lock decides.
     */
    public void lookFirst() {
        try {
            jdbc.read("checking for tables that are not the library's", connection -> {
                jdbc.dialect().requireSettings(connection);
                requireOwnTables(connection, Stage.UNLOCKED);
                return true;
            });
        } catch (StoreException e) {
            if (!otherNodesMayMigrate()) {
                throw e;
            }
            LOG.debug(
                    "the tables could not be checked, possibly because another node is migrating; they are checked again under the lock",
                    e);
        }
    }

    private boolean otherNodesMayMigrate() {
        MigrationLock lock = jdbc.dialect().migrationLock();
        try {
            return !lock.tables().isEmpty() && jdbc.read("checking for the migration lock", lock::exists);
        } catch (StoreException e) {
            return false;
        }
    }

    private SchemaCheck check(Connection connection) throws SQLException {
        return new SchemaCheck(OwnSchema.of(jdbc.dialect(), files), jdbc, connection);
    }

    private void requireOwnTables(Connection connection, Stage stage) throws SQLException {
        SchemaCheck check = check(connection);
        requireCompatible(connection, check);
        check.requireNothingForeign(stage);
    }

    private void requireCompatible(Connection connection, SchemaCheck check) throws SQLException {
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
        Map<Integer, Integer> compatibleFrom = new TreeMap<>();
        jdbc.query(
                connection,
                row -> compatibleFrom.put(row.getInt("version"), row.getInt("compatible_from")),
                "SELECT version, compatible_from FROM callgate_schema_history");
        compatibleFrom.forEach(this::requireCompatible);
        return compatibleFrom.keySet();
    }

    /** A node keeps working on tables that a later version has extended, so that nodes can be replaced one by one. */
    private void requireCompatible(int version, int from) {
        if (version <= files.size()) {
            return;
        }
        if (from > files.size()) {
            throw new StoreException.Permanent(
                    "the tables are at version %d, on which nodes from version %d on work; this library's version is %d: update the library"
                            .formatted(version, from, files.size()),
                    null);
        }
        LOG.info(
                "the tables are at version {}, and this library's version is {}, which works on them; update the library on this node, too",
                version,
                files.size());
    }

    /**
     * Validates the tables: first the version, because tables of a later one may differ, then the catalog, then the privilege to
     * read. Behind a router, only the last.
     *
     * @param reading queries every column of each table without reading a row
     */
    public void validate(SqlWork<?> reading) {
        jdbc.read("validating the tables", connection -> {
            jdbc.dialect().requireSettings(connection);
            if (jdbc.dialect().hasCatalog()) {
                SchemaCheck check = check(connection);
                requireCompatible(connection, check);
                check.requireComplete(
                        MIGRATE.formatted(SqlScript.ROOT, jdbc.dialect().folder()));
            }
            reading.on(connection);
            return true;
        });
    }
}
