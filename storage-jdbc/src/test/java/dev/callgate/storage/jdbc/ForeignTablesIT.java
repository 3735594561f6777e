package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.sql.LeaseLock;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnSchema;
import dev.callgate.storage.jdbc.sql.OwnTable;
import dev.callgate.storage.jdbc.sql.SqlScript;
import dev.callgate.storage.jdbc.sql.Statements;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that have something of their own of the names that the library uses. */
class ForeignTablesIT {
    static final String FOREIGN =
            "CREATE TABLE %s (id BIGINT NOT NULL PRIMARY KEY, contact_id INTEGER, number VARCHAR(20))";

    static List<String> names() {
        return OwnSchema.of(Database.POSTGRESQL.dialect(), Migrations.FILES).tables().stream()
                .map(OwnTable::name)
                .toList();
    }

    static DataSource on(Connection connection) {
        return Proxies.proxy(
                DataSource.class,
                (method, args) -> Proxies.proxy(
                        Connection.class,
                        (each, with) -> each.getName().equals("close") ? null : each.invoke(connection, with)));
    }

    /** Sees migrate() and validate() refuse and name what is in the way, and nothing changed. */
    static String refused(Connection connection, String... named) throws SQLException {
        List<String> before = List.copyOf(SchemaSnapshot.of(connection));
        JdbcStorage storage = JdbcStorage.on(on(connection));

        StoreException.Permanent refused = assertThrows(StoreException.Permanent.class, storage::migrate);

        assertEquals(before, List.copyOf(SchemaSnapshot.of(connection)));
        for (String each : named) {
            assertTrue(refused.getMessage().contains(each), refused.getMessage());
        }
        assertThrows(StoreException.Permanent.class, storage::validate);
        return refused.getMessage();
    }

    static void accepted(Connection connection) {
        JdbcStorage storage = JdbcStorage.on(on(connection));
        storage.migrate();
        storage.validate();
    }

    static void execute(Connection connection, String... all) throws SQLException {
        for (String sql : all) {
            Statements.execute(connection, sql);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a table of the host with one of the library's names is refused by name before anything is changed")
    void rejectsEachDifference(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            for (OwnTable table : OwnSchema.of(Database.of(connection).dialect(), Migrations.FILES)
                    .tables()) {
                String name = table.name();
                execute(connection, FOREIGN.formatted(name), "INSERT INTO " + name + " VALUES (1, 2, '3')");
                refused(connection, name + ": it has no column ", "Rename them");
                execute(connection, "DROP TABLE " + name);
            }
            accepted(connection);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 all conflicting objects are named at once, with each column that differs")
    void reportsAllDifferences(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            for (String name : names()) {
                execute(connection, FOREIGN.formatted(name));
            }
            String message = refused(connection, names().toArray(String[]::new));
            assertTrue(
                    message.matches(
                            "(?s).*[.]phone_numbers: it has no column organization_id, .*id is (BIGINT|INT8) instead"
                                    + " of (UUID|CHAR|TEXT).*"),
                    message);
        }
    }

    static void assertConflictIsReported(Connection connection, Database type, String table) {
        SQLException stopped = assertThrows(SQLException.class, () -> {
            for (String statement : SqlScript.statements(type.dialect(), Migrations.FILES.get(0))) {
                if (statement.startsWith("CREATE")) {
                    return;
                }
                execute(connection, statement);
            }
        });
        assertTrue(
                stopped.getMessage().contains("CallGate changed nothing")
                        && stopped.getMessage().contains(table),
                stopped.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a column that the library could not fill is refused; one that it need not fill does no harm")
    void rejectsColumnsItCannotFill(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            accepted(connection);
            execute(
                    connection,
                    "ALTER TABLE call_journal ADD COLUMN note VARCHAR(20)",
                    "ALTER TABLE call_journal ADD COLUMN tenant INTEGER DEFAULT 1 NOT NULL");
            accepted(connection);
            execute(connection, "DROP TABLE call_counters", """
                    CREATE TABLE call_counters (organization_id VARCHAR(64), scope VARCHAR(16), counted_id VARCHAR(128),
                        kind VARCHAR(64), amount BIGINT, most BIGINT, period_start %s NOT NULL, tenant INTEGER NOT NULL)""".formatted(
                            Database.of(connection) == Database.SQLITE
                                    ? "TEXT"
                                    : Database.of(connection) == Database.MARIADB ? "DATETIME" : "TIMESTAMP"));
            refused(
                    connection,
                    "period_start is NOT NULL",
                    "tenant, which the library does not know, is NOT NULL and has no default");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a table with the library's columns but without its key is refused")
    void rejectsMissingKeys(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            accepted(connection);
            execute(
                    connection,
                    "CREATE TABLE keyless AS SELECT * FROM daily_attribute_usage",
                    "DROP TABLE daily_attribute_usage");
            execute(connection, "ALTER TABLE keyless RENAME TO daily_attribute_usage");
            refused(
                    connection,
                    "daily_attribute_usage: it has no unique key on attribute_name, attribute_value, counted_on, organization_id");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a view with one of the library's names is refused")
    void rejectsViews(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            execute(connection, FOREIGN.formatted("host"), "CREATE VIEW daily_usage AS SELECT id FROM host");
            refused(connection, "daily_usage is a view");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POSTGRESQL; CREATE MATERIALIZED VIEW call_counters AS SELECT 1 AS a; public.call_counters is a materialized view",
                "POSTGRESQL; CREATE SEQUENCE call_counters; public.call_counters is a sequence",
                "POSTGRESQL; CREATE TYPE call_counters AS ENUM ('a'); public.call_counters is a type",
                "POSTGRESQL; CREATE TYPE call_counters AS (a INTEGER); public.call_counters is a type",
                "POSTGRESQL; CREATE DOMAIN call_counters AS INTEGER; public.call_counters is a type",
                "POSTGRESQL; CREATE INDEX call_counters ON host (id); public.call_counters is the name of an index of the table host",
                "POSTGRESQL; CREATE INDEX call_journal_day ON host (id); call_journal_day is the name of an index of the table host",
                "POSTGRESQL; CREATE SEQUENCE phone_numbers_listing; public.phone_numbers_listing is a sequence",
                "POSTGRESQL; CREATE FUNCTION reset_daily_call_counts() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
                        + " public.reset_daily_call_counts() is a function of another purpose",
                "POSTGRESQL; CREATE FUNCTION reset_daily_call_counts(a text, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
                        + " public.reset_daily_call_counts(text, text) is a function of another purpose",
                "H2; CREATE SYNONYM call_counters FOR host; PUBLIC.call_counters is a synonym",
                "H2; CREATE INDEX phone_numbers_assignee ON host (id); phone_numbers_assignee is the name of an index of the table host",
                "MARIADB; CREATE SEQUENCE call_counters; call_counters is a sequence",
                "MARIADB; ALTER TABLE host ADD CONSTRAINT agent_phone_numbers_number FOREIGN KEY (contact_id) REFERENCES other (id);"
                        + " agent_phone_numbers_number is the name of a constraint of the table host",
                "SQLITE; CREATE INDEX phone_numbers_assignee ON host (id); phone_numbers_assignee is the name of an index of the table host",
                "SQLITE; CREATE INDEX call_counters ON host (id); call_counters is the name of an index of the table host",
                "SQLITE; CREATE TABLE Phone_Numbers (ID INTEGER); main.phone_numbers: it has no column",
            })
    @DisplayName("K6 any other object with one of the library's names is refused by name")
    void rejectsOtherKinds(Databases database, String sql, String message) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            execute(connection, "CREATE TABLE other (id INTEGER PRIMARY KEY)", FOREIGN.formatted("host"), sql);
            refused(connection, message);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "SQLITE"})
    @DisplayName("K6 an index of the host on the library's table, with a name that a unique index needs, is refused")
    void rejectsIndexesOfTheHost(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            assumeTrue(database != Databases.SQLITE, "the unique keys are within CREATE TABLE there");
            execute(
                    connection,
                    "CREATE TABLE host AS SELECT 1 AS id",
                    firstTable(connection),
                    "CREATE INDEX phone_numbers_organization_number ON phone_numbers (provider)");
            if (database == Databases.H2) {
                execute(connection, LeaseLock.CREATE_LOCK);
            }
            refused(connection, "the index ", "is not a unique index on organization_id, phone_number");
        }
    }

    private static String firstTable(Connection connection) throws SQLException {
        return SqlScript.statements(Database.of(connection).dialect(), Migrations.FILES.get(0)).stream()
                .filter(statement -> statement.startsWith("CREATE TABLE"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("K6 a function of the host in another schema is left alone")
    void ignoresFunctionsOfOtherSchemas() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Databases.POSTGRESQL.emptyUrl())) {
            execute(
                    connection,
                    "CREATE SCHEMA callgate",
                    "CREATE FUNCTION reset_daily_call_counts() RETURNS integer LANGUAGE sql AS 'SELECT 7'",
                    "SET search_path = callgate, public");
            accepted(connection);
            assertTrue(
                    SchemaSnapshot.of(connection).stream().anyMatch(each -> each.endsWith("SELECT 7")),
                    "the host's function is gone");
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, phone_numbers", "POSTGRESQL, PHONE_NUMBERS", "MARIADB, PHONE_NUMBERS"})
    @DisplayName("K6 a table whose name only looks the same stays unchanged and causes no conflict")
    void ignoresNamesThatDifferInCase(Databases database, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            execute(connection, FOREIGN.formatted(quote + name + quote));
            List<String> before = List.copyOf(SchemaSnapshot.of(connection));
            accepted(connection);
            assertTrue(SchemaSnapshot.of(connection).containsAll(before));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("K6 a table in another schema causes no conflict")
    void ignoresOtherSchemas(Databases database) throws SQLException {
        String other = "host" + Long.toHexString(System.nanoTime());
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            execute(connection, "CREATE SCHEMA " + other);
            for (String name : names()) {
                execute(connection, FOREIGN.formatted(other + "." + name));
            }
            accepted(connection);
            execute(
                    connection,
                    (database == Databases.POSTGRESQL
                                    ? "SET search_path = "
                                    : database == Databases.H2 ? "SET SCHEMA " : "USE ")
                            + other);
            refused(connection, (database == Databases.H2 ? other.toUpperCase(Locale.ROOT) : other) + ".phone_numbers");
        }
    }

    @Test
    @DisplayName("K6 on PostgreSQL, the schema that comes first in the search path counts")
    void followsTheSearchPath() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Databases.POSTGRESQL.emptyUrl())) {
            execute(connection, "CREATE SCHEMA host", "CREATE SCHEMA callgate", "CREATE SCHEMA empty");
            execute(connection, FOREIGN.formatted("host.call_counters"));

            execute(connection, "SET search_path = callgate, host");
            accepted(connection);
            execute(connection, "SET search_path = host, callgate");
            refused(connection, "host.call_counters", "callgate.phone_numbers is the library's, but not in the schema");

            execute(connection, "SET search_path = empty, callgate");
            JdbcStorage.on(on(connection)).validate();
            StoreException.Permanent hidden =
                    assertThrows(StoreException.Permanent.class, () -> JdbcStorage.on(on(connection))
                            .migrate());
            assertTrue(hidden.getMessage().contains("put its schema first"), hidden.getMessage());

            execute(connection, "SET search_path = empty, host");
            accepted(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_TO_UPPER=FALSE",
                "DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            })
    @DisplayName("K6 H2's settings for names change nothing")
    void followsH2(String settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Databases.H2.emptyUrl() + ";" + settings)) {
            execute(connection, FOREIGN.formatted("call_journal"));
            refused(connection, "call_journal: it has no column");
            assertConflictIsReported(connection, Database.H2, "call_journal");
            execute(connection, "DROP TABLE call_journal");
            accepted(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("validate() names a table that was dropped, and migrate() does not create it again unless told to")
    void doesNotRecreateDroppedTables(String name) throws SQLException {
        assumeTrue(!name.startsWith("callgate_") && !name.equals("phone_numbers"), "not a table that can be dropped");
        try (Connection connection = DriverManager.getConnection(Databases.H2.emptyUrl())) {
            accepted(connection);
            execute(connection, "DROP TABLE " + name);
            String message = refused(connection, name.toLowerCase(Locale.ROOT) + " is missing", "restore");
            assertTrue(message.contains("callgate_schema_history"), message);
            execute(connection, "DELETE FROM callgate_schema_history");
            accepted(connection);
        }
    }
}
