package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.Together;
import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.JdbcStorage;
import dev.callgate.storage.jdbc.MigrationReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PgBouncer, whose transaction mode gives the callers of eight lanes eight connections to the server. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PgBouncerIT {
    private static final Lane.Size SIZE = new Lane.Size(3, 4, 5, 20);

    /** Nobody reaches a limit of this size while a test runs. */
    private static final Lane.Size ENDLESS = new Lane.Size(24, 4, 5, 100_000);

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String UNNAMED = "&prepareThreshold=0";
    private static final String DEFAULTS = "";

    private static EmbeddedPostgres server;
    private static PgBouncer pooler;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        for (String sql : List.of(
                "CREATE DATABASE callgate",
                "CREATE DATABASE migrated",
                "ALTER ROLE postgres IN DATABASE callgate SET lock_timeout = '2s'")) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        pooler = PgBouncer.start(server.getPort(), "callgate");
        try (HikariDataSource direct = pool(server.getJdbcUrl("postgres", "callgate"), 1)) {
            JdbcStorage.on(direct).migrate();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (pooler != null) {
            pooler.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    @DisplayName(
            "D2 24 callers over eight connections of PgBouncer in transaction mode are counted exactly, with prepareThreshold=0")
    void exactWithoutNames() throws Exception {
        assertExact(Way.all(), pooler.url("callgate", UNNAMED));
    }

    @Test
    @DisplayName("D2 PgBouncer in session mode counts exactly with the driver's defaults")
    void exactInSessionMode() throws Exception {
        assertExact(List.of(Way.PLAIN, new Way(true, true, false)), pooler.url("session", DEFAULTS));
    }

    private static void assertExact(List<Way> ways, String url) throws Exception {
        try (HikariDataSource pool = pool(url, ways.size() * SIZE.threads());
                Lanes lanes = Lanes.start(ways, SIZE, JdbcStorage.on(pool))) {
            lanes.awaitEnd(LONGEST);
            for (Lane.Result result : lanes.finish(JdbcStorage.on(pool))) {
                assertEquals(Map.of(), result.failures());
            }
        }
    }

    @ParameterizedTest(name = "{0}{1}, {2} callers")
    @CsvSource({"callgate, '', 0", "callgate, '', 24", "single, '', 0", "callgate, '&prepareThreshold=1000', 0"})
    @DisplayName("D4 PgBouncer in transaction mode is refused with named statements")
    void refusedWithNames(String database, String options, int callers) throws Exception {
        assertRefused(pooler, database, options, callers);
    }

    @ParameterizedTest(name = "{0} servers, {1} callers")
    @CsvSource({"2, 0", "3, 0", "8, 24"})
    @DisplayName("D4 PgBouncer in transaction mode is refused with named statements, if it takes its servers in turn")
    void refusedInTurn(int servers, int callers) throws Exception {
        try (PgBouncer inTurn =
                PgBouncer.start(server.getPort(), "callgate", "server_round_robin = 1", "min_pool_size = " + servers)) {
            assertRefused(inTurn, "callgate", DEFAULTS, callers);
        }
    }

    private static void assertRefused(PgBouncer pooler, String database, String options, int callers) throws Exception {
        try (HikariDataSource named = pool(pooler.url(database, options), 2);
                HikariDataSource unnamed = pool(pooler.url("callgate", UNNAMED), Math.max(1, callers))) {
            if (callers == 0) {
                assertRefused(named);
                return;
            }
            try (Lane lane = Lane.start(Way.PLAIN, ENDLESS, JdbcStorage.on(unnamed))) {
                lane.awaitAllowed(50, LONGEST);
                assertRefused(named);
            }
        }
    }

    private static void assertRefused(DataSource named) {
        StoreException.Permanent refused = assertThrows(StoreException.Permanent.class, () -> JdbcStorage.on(named));
        assertTrue(refused.getMessage().contains("Add prepareThreshold=0 to the URL"), refused::getMessage);
    }

    @Test
    @DisplayName("eight nodes that migrate at once through PgBouncer: one of them does")
    void migratesOnce() throws Exception {
        try (HikariDataSource pool = pool(pooler.url("migrated", UNNAMED), 8)) {
            JdbcStorage storage = JdbcStorage.on(pool);
            List<MigrationReport> reports = Together.run(8, node -> storage::migrate);
            assertEquals(
                    1,
                    reports.stream().filter(each -> !each.applied().isEmpty()).count());
            storage.validate();
        }
    }

    @Test
    @DisplayName("a role's lock_timeout holds through PgBouncer, which refuses it in the URL")
    void lockTimeout() throws Exception {
        try (HikariDataSource pool = pool(pooler.url("callgate", UNNAMED), 1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW lock_timeout")) {
            rows.next();
            assertEquals("2s", rows.getString(1));
        }
        String url = pooler.url("callgate", "&options=-c%20lock_timeout=2000");
        SQLException refused = assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
        assertTrue(refused.getMessage().contains("unsupported startup parameter"), refused::getMessage);
    }

    private static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        return new HikariDataSource(config);
    }
}
