package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.Tool.Host;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import dev.callgate.storage.jdbc.sql.Statements;
import dev.callgate.storage.jdbc.table.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts that migrate with Flyway or Liquibase, and meet the library's migrations in each order. */
class MigrationOrdersIT {
    @TempDir
    private Path folder;

    private static Stream<Arguments> tools() {
        return Stream.of(Tool.values()).flatMap(tool -> Stream.of(Databases.H2, Databases.POSTGRESQL, Databases.MARIADB)
                .map(database -> Arguments.of(tool, database)));
    }

    private Host host(HikariDataSource pool) throws SQLException {
        return Host.on(databaseOf(pool), folder);
    }

    private static Database databaseOf(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Database.of(connection);
        }
    }

    /** Uses the tables, finds nothing to do, and goes on: with a migration of the host's, then with one of the library's. */
    private static void goOn(Tool tool, HikariDataSource pool, Host host, String... versions) throws Exception {
        OrganizationId acme = new OrganizationId("acme");
        JdbcStorage storage = JdbcStorage.on(pool);
        assertEquals(List.of(), storage.migrate().applied());
        storage.validate();
        Assignments.over(storage)
                .assign(
                        NumberInventory.over(storage).add(NewNumber.of(acme, "+12025550101")),
                        new AgentId("agent-1"),
                        Terms.forCountries("US"));

        assertEquals(1, tool.migrate(pool, host.versions(versions)));
        assertTables(pool, versions);
        assertEquals(0, tool.migrate(pool, host.versions(versions)));
        storage.validate();
        assertEquals(1, Assignments.over(storage).stream(acme).count());
    }

    private static void assertTables(HikariDataSource pool, String... versions) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            List<String> tables = SchemaSnapshot.of(connection).stream()
                    .map(each -> each.toLowerCase(Locale.ROOT))
                    .filter(each -> each.matches("host_[^:]*: (base )?table"))
                    .map(each -> each.replaceAll("host_|:.*", ""))
                    .sorted()
                    .toList();
            assertEquals(Stream.of(versions).sorted().toList(), tables);
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName("K6 the host's migrations, then migrate()")
    void hostFirst(Tool tool, Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
            Host host = host(pool);
            assertEquals(2, tool.migrate(pool, host.versions("1", "2")));

            assertEquals(Migrations.FILES, JdbcStorage.on(pool).migrate().applied());

            goOn(tool, pool, host, "1", "2", "3");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName("K6 migrate(), then the host's first migrations, from its version 1 on")
    void libraryFirst(Tool tool, Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
            JdbcStorage.on(pool).migrate();
            Host host = host(pool).versions("1", "2");
            if (tool == Tool.FLYWAY) {
                FlywayException refused = assertThrows(FlywayException.class, () -> tool.migrate(pool, host));
                assertTrue(refused.getMessage().contains("baselineOnMigrate"), refused.getMessage());
            }

            assertEquals(2, tool.migrate(pool, host.withBaseline()));

            assertTables(pool, "1", "2");
            goOn(tool, pool, host.withBaseline(), "1", "2", "3");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName("K6 both in one run, if the host has its own versions 1 and 2")
    void together(Tool tool, Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
            Host host = host(pool).withLibrary();

            assertEquals(2 + Migrations.FILES.size(), tool.migrate(pool, host.versions("1", "2")));

            goOn(tool, pool, host, "1", "2", "3");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName("K6 the library is added to a host at version 5, or at a version that is a timestamp")
    void libraryLater(Tool tool, Databases database) throws Exception {
        String[] before = {"1", "2", "3", "4", "5", "20260301120000"};
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
            assertEquals(before.length, tool.migrate(pool, host(pool).versions(before)));
            Host host = host(pool).withLibrary();

            assertEquals(Migrations.FILES.size(), tool.migrate(pool, host.versions(before)));

            goOn(tool, pool, host, "1", "2", "3", "4", "5", "20260301120000", "20260302120000");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName(
            "K6 a migration of a later version is applied by the tool or by migrate(), and an older version works on it")
    void laterVersions(Tool tool, Databases database) throws Exception {
        String laterFile = "../../../later/R__callgate_05_later.sql";
        List<String> files =
                Stream.concat(Migrations.FILES.stream(), Stream.of(laterFile)).toList();
        for (boolean byTool : List.of(true, false)) {
            try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
                Host host = host(pool).versions("1");
                assertEquals(1 + Migrations.FILES.size(), tool.migrate(pool, host.withLibrary()));
                Jdbc jdbc = new Jdbc(new OwnConnections(
                        ConnectionSource.of(pool), databaseOf(pool).dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT));
                Migrations later = new Migrations(jdbc, files);

                if (byTool) {
                    assertEquals(1, tool.migrate(pool, host.withLaterLibrary()));
                    assertEquals(List.of(), later.run((connection, applied) -> applied));
                    assertEquals(0, tool.migrate(pool, host.withLaterLibrary()));
                } else {
                    assertEquals(List.of(laterFile), later.run((connection, applied) -> applied));
                }

                later.validate(connection -> {
                    Tables.of(jdbc).validate(connection);
                    return true;
                });
                JdbcStorage.on(pool).validate();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("K6 a second Flyway with its own history runs the library's files, with any baseline")
    void secondFlyway(Databases database) throws Exception {
        for (String baseline : List.of("0", "1", "7")) {
            try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4)) {
                Path own = Files.createDirectory(folder.resolve(baseline));
                Host host = Host.on(databaseOf(pool), own).versions("1", "2");
                assertEquals(2, Tool.FLYWAY.migrate(pool, host));

                int executed = Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:callgate/db-migration/"
                                + databaseOf(pool).dialect().folder())
                        .table("flyway_callgate_history")
                        .baselineOnMigrate(true)
                        .baselineVersion(baseline)
                        .load()
                        .migrate()
                        .migrationsExecuted;

                assertEquals(Migrations.FILES.size(), executed);
                goOn(Tool.FLYWAY, pool, host, "1", "2", "3");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    @DisplayName("K6 a table of the host with one of the library's names stops the tool, and stays unchanged")
    void rejectsForeignTables(Tool tool, Databases database) throws Exception {
        for (String name : ForeignTablesIT.names()) {
            try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4);
                    Connection connection = pool.getConnection()) {
                Statements.execute(connection, ForeignTablesIT.FOREIGN.formatted(name));
                List<String> before = List.copyOf(SchemaSnapshot.of(connection));

                Exception refused = assertThrows(
                        Exception.class,
                        () -> tool.migrate(pool, host(pool).withBaseline().withLibrary()));

                assertTrue(
                        refused.getMessage().contains("CallGate changed nothing")
                                && refused.getMessage().contains(name),
                        refused.getMessage());
                assertEquals(before, List.copyOf(SchemaSnapshot.of(connection)));
            }
        }
    }
}
