package dev.callgate.storage.jdbc;

import dev.callgate.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date, from the SQL files that ship in the jar. The files are named as Flyway names them, and
 * each may be run again on tables that have what it adds: so a host may let Flyway run them instead, or both.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** No package's name, on account of the hyphen: so that other modules may read what is in it. */
    static final String ROOT = "callgate/db-migration";

    private static final String HISTORY = "callgate_schema_history";

    /** In the order in which they are applied; their place, from 1, is their version. */
    static final List<String> FILES = List.of("V1__phone_numbers_and_assignments.sql");

    /** A statement ends with a semicolon at the end of a line. */
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\h*(\\R|$)");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\h*--.*$");

    static final String CREATE_HISTORY = """
            CREATE TABLE IF NOT EXISTS callgate_schema_history (
                version INTEGER PRIMARY KEY,
                file VARCHAR(128) NOT NULL,
                applied_at TIMESTAMP NOT NULL
            )""";

    private static final String REMEMBER =
            "INSERT INTO callgate_schema_history (version, file, applied_at) VALUES (?, ?, ?)";

    private static final String WITHOUT_COUNTRIES =
            "FROM agent_phone_numbers WHERE allowed_countries IS NULL OR %s NOT LIKE '%%\"%%'";

    private static final String NOT_IN_E164 = "FROM phone_numbers WHERE phone_number NOT LIKE '+%'";

    private final Jdbc jdbc;

    Migrations(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    MigrationReport run() {
        return jdbc.transaction("migrating the tables", connection -> {
            jdbc.database().lockForMigration(connection);
            try {
                Jdbc.execute(connection, CREATE_HISTORY);
                return report(connection, applyMissing(connection));
            } finally {
                jdbc.database().unlockAfterMigration(connection);
            }
        });
    }

    private List<String> applyMissing(Connection connection) throws SQLException {
        Set<Integer> applied = applied(connection);
        List<String> now = new ArrayList<>();
        for (int version = 1; version <= FILES.size(); version++) {
            if (!applied.contains(version)) {
                apply(connection, version);
                now.add(FILES.get(version - 1));
            }
        }
        return now;
    }

    private Set<Integer> applied(Connection connection) throws SQLException {
        Set<Integer> applied = new TreeSet<>(
                jdbc.query(connection, row -> row.getInt("version"), "SELECT version FROM callgate_schema_history"));
        applied.stream().filter(version -> version > FILES.size()).findFirst().ifPresent(newer -> {
            throw new StoreException.Permanent(
                    "the tables are at version %d, which is newer than this library's %d: update the library"
                            .formatted(newer, FILES.size()),
                    null);
        });
        return applied;
    }

    private void apply(Connection connection, int version) throws SQLException {
        String file = FILES.get(version - 1);
        for (String statement : statements(read(jdbc.database().folder() + "/" + file))) {
            Jdbc.execute(connection, statement);
        }
        jdbc.update(connection, REMEMBER, version, file, Instant.now().truncatedTo(ChronoUnit.MICROS));
        LOG.info("applied migration {}", file);
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

    /** Reads no row, only whether every column is there. */
    void validate() {
        jdbc.read("validating the tables", connection -> {
            String more = ", n.deleted_at" + (jdbc.database().hasArrays() ? ", n.listing" : "");
            jdbc.query(connection, Rows::assignment, AssignmentTable.select(more) + "WHERE 1 = 0");
            jdbc.query(connection, row -> row.getString("entry_id"), AuditTable.SELECT + "WHERE 1 = 0");
            SharedCounts.validate(jdbc, connection);
            JournalTable.validate(jdbc, connection);
            UsageTable.validate(jdbc, connection);
            return true;
        });
        jdbc.read(
                "validating the version of the tables",
                connection -> hasHistory(connection) ? applied(connection) : true);
    }

    /** A host that migrates with a tool of its own has none. */
    private static boolean hasHistory(Connection connection) throws SQLException {
        DatabaseMetaData catalog = connection.getMetaData();
        String name = catalog.storesUpperCaseIdentifiers() ? HISTORY.toUpperCase(Locale.ROOT) : HISTORY;
        try (ResultSet tables = catalog.getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
            return tables.next();
        }
    }

    private static String read(String path) {
        String resource = "/" + ROOT + "/" + path;
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + resource + " is missing from the library's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the migration " + resource + " cannot be read", e);
        }
    }

    static List<String> statements(String script) {
        return END_OF_STATEMENT
                .splitAsStream(COMMENT.matcher(script).replaceAll(""))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }
}
