package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import dev.callgate.storage.jdbc.sql.SchemaHistory;
import dev.callgate.storage.jdbc.sql.SqlScript;
import dev.callgate.storage.jdbc.sql.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsIT {
    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());

    private void use(JdbcStorage storage) {
        NumberInventory numbers = NumberInventory.over(storage);
        Assignments.over(storage)
                .assign(
                        numbers.add(NewNumber.of(organization, "+12025550101")),
                        new AgentId("agent-1"),
                        Terms.forCountries("US"));
        assertEquals(
                1, numbers.list(NumberQuery.of(organization).assigned(true)).size());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    @DisplayName("every file that ships is run, and every file that is run ships")
    void listsItsFiles(Database database) throws URISyntaxException, IOException {
        URL folder = Migrations.class.getResource(
                "/" + SqlScript.ROOT + "/" + database.dialect().folder());
        URI uri = Objects.requireNonNull(folder).toURI();
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                assertEquals(Migrations.FILES, namesIn(jar.provider().getPath(uri)));
            }
        } else {
            assertEquals(Migrations.FILES, namesIn(Path.of(uri)));
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    @DisplayName("every file is in the changelog for Liquibase, and creates the table in which it records itself")
    void listsItsFilesForLiquibase(Database database) throws IOException {
        try (InputStream changelog = Migrations.class.getResourceAsStream("/" + SqlScript.ROOT + "/changelog.xml")) {
            String text = new String(Objects.requireNonNull(changelog).readAllBytes(), StandardCharsets.UTF_8);
            for (String file : Migrations.FILES) {
                assertTrue(
                        text.contains(
                                "path=\"%s/%s\"".formatted(database.dialect().folder(), file)),
                        file);
                assertTrue(SqlScript.statements(database.dialect(), file).contains(SchemaHistory.CREATE), file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("four nodes that start at once migrate an empty database once; run again, nothing happens")
    void migratesOnce(Databases database) throws Exception {
        for (int round = 0; round < 5; round++) {
            migrateFromFourNodes(database.emptyUrl());
        }
    }

    private void migrateFromFourNodes(String url) throws Exception {
        try (HikariDataSource pool = Databases.pool(url, 8)) {
            List<Integer> applied = Together.run(
                    4, node -> () -> JdbcStorage.on(pool).migrate().applied().size());
            assertEquals(
                    Migrations.FILES.size(),
                    applied.stream().mapToInt(Integer::intValue).sum());
            JdbcStorage storage = JdbcStorage.on(pool);
            use(storage);
            storage.migrate();
            assertEquals(1, Assignments.over(storage).stream(organization).count());
        }
    }

    @Test
    @DisplayName(
            "on MariaDB, whose lock no other node of a Galera cluster sees, every statement may be run by four nodes at once")
    void needsNoLockOnMariaDb() throws Exception {
        Dialect dialect = Database.MARIADB.dialect();
        try (HikariDataSource expected = Databases.pool(Databases.MARIADB.emptyUrl(), 1);
                HikariDataSource pool = Databases.pool(Databases.MARIADB.emptyUrl(), 4)) {
            JdbcStorage.on(expected).migrate();
            Jdbc jdbc = new Jdbc(
                    new OwnConnections(ConnectionSource.of(pool), dialect, OwnConnections.DEFAULT_RETRY_TIMEOUT));
            Together.run(
                    4,
                    node -> () -> jdbc.transaction("migrating without a lock", connection -> {
                        for (String file : Migrations.FILES) {
                            for (String statement : SqlScript.statements(dialect, file)) {
                                Statements.execute(connection, statement);
                            }
                        }
                        return true;
                    }));
            assertEquals(List.of(), JdbcStorage.on(pool).migrate().applied());
            try (Connection one = expected.getConnection();
                    Connection other = pool.getConnection()) {
                assertEquals(SchemaSnapshot.of(one), SchemaSnapshot.of(other));
            }
        }
    }

    @Test
    @DisplayName("no table is mistaken for another while a column is added, for which H2 replaces the table")
    void checksWhileOthersMigrate() throws Exception {
        try (HikariDataSource pool = Databases.pool(Databases.H2.emptyUrl(), 2)) {
            JdbcStorage.on(pool).migrate();
            AtomicBoolean altered = new AtomicBoolean();
            Together.run(2, node -> node == 0 ? () -> addColumn(pool, altered) : () -> checkUntil(pool, altered));
        }
    }

    private static boolean addColumn(DataSource database, AtomicBoolean altered) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int round = 0; round < 500; round++) {
                statement.execute("ALTER TABLE phone_numbers DROP COLUMN quarantined_until");
                statement.execute("ALTER TABLE phone_numbers ADD COLUMN quarantined_until DATE");
            }
        } finally {
            altered.set(true);
        }
        return true;
    }

    private static boolean checkUntil(DataSource database, AtomicBoolean altered) {
        Migrations migrations = new Migrations(new Jdbc(new OwnConnections(
                ConnectionSource.of(database), Database.H2.dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT)));
        while (!altered.get()) {
            migrations.lookFirst();
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("Flyway runs the same files, and migrate() finds nothing left to do")
    void flywayFindsThem(Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 4);
                Connection connection = pool.getConnection()) {
            String folder = Database.of(connection).dialect().folder();
            int applied = Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:" + SqlScript.ROOT + "/" + folder)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            assertEquals(Migrations.FILES.size(), applied);

            use(JdbcStorage.on(pool));
            assertEquals(List.of(), JdbcStorage.on(pool).migrate().applied());
            assertEquals(
                    1,
                    Assignments.over(JdbcStorage.on(pool)).stream(organization).count());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName(
            "validate() names what is missing, passes after migrate(), and refuses tables of a later version that it does not work on")
    void validates(Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 2);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            JdbcStorage storage = JdbcStorage.on(pool);
            StoreException.Permanent missing = assertThrows(StoreException.Permanent.class, storage::validate);
            assertTrue(
                    missing.getMessage().toLowerCase(Locale.ROOT).contains("agent_phone_numbers"),
                    missing.getMessage());

            assertEquals(Migrations.FILES, storage.migrate().applied());
            assertEquals(List.of(), storage.migrate().applied());
            storage.validate();

            int version = Migrations.FILES.size();
            statement.execute("INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)"
                    + " VALUES (98, 'R__callgate_98_adds_a_column.sql', '2026-03-02 15:00:00', " + version + ")");
            storage.validate();
            assertEquals(List.of(), storage.migrate().applied());

            statement.execute("INSERT INTO callgate_schema_history (version, file, applied_at, compatible_from)"
                    + " VALUES (99, 'R__callgate_99_changes_a_column.sql', '2026-03-02 15:00:00', " + (version + 1)
                    + ")");
            for (Executable refused : List.<Executable>of(storage::validate, storage::migrate)) {
                StoreException.Permanent newer = assertThrows(StoreException.Permanent.class, refused);
                assertTrue(newer.getMessage().contains("99"), newer.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("tables that a host created itself, without the table of migrations, are valid")
    void validatesWithoutHistory(Databases database) throws Exception {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 2);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            JdbcStorage.on(pool).migrate();
            statement.execute("DROP TABLE callgate_schema_history");
            JdbcStorage.on(pool).validate();
        }
    }

    @Test
    @DisplayName("an unknown database is refused by name, with a way to choose")
    void rejectsUnknownDatabases() {
        DatabaseMetaData metaData = Proxies.proxy(DatabaseMetaData.class, (method, args) -> "Acme DB");
        Connection connection = Proxies.proxy(
                Connection.class, (method, args) -> method.getName().equals("getMetaData") ? metaData : null);
        DataSource unknown = Proxies.proxy(DataSource.class, (method, args) -> connection);

        StoreException.Permanent refused = assertThrows(StoreException.Permanent.class, () -> JdbcStorage.on(unknown));

        assertTrue(refused.getMessage().contains("Acme DB"), refused.getMessage());
        assertTrue(refused.getMessage().contains("JdbcStorage.on(dataSource, Database."), refused.getMessage());
    }

    @Test
    void splitsScripts() {
        String script = """
                -- A comment; with a semicolon
                CREATE TABLE a (b INTEGER);

                CREATE INDEX c
                    ON a (b);   \s
                CREATE FUNCTION d() AS $$
                    SELECT 1;
                $$;
                """;

        List<String> statements = SqlScript.statements(script);

        assertEquals(3, statements.size(), statements::toString);
        assertEquals("CREATE TABLE a (b INTEGER)", statements.get(0));
        assertTrue(statements.get(1).startsWith("CREATE INDEX c")
                && statements.get(1).endsWith("ON a (b)"));
    }
}
