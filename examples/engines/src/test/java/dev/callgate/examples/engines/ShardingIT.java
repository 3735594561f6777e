package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.BriefStoreContract;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/**
 * Organizations spread over two PostgreSQL servers by Apache ShardingSphere-JDBC, with the settings in {@code
 * sharding.yaml}, which {@code sharding.md} explains.
 */
class ShardingIT {
    private static final int SERVERS = 2;
    private static final int THREADS = 16;
    private static final Duration PHASE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final List<String> TABLES = List.of(
            "phone_numbers",
            "agent_phone_numbers",
            "call_counters",
            "call_holds",
            "call_journal",
            "daily_usage",
            "daily_attribute_usage",
            "daily_refusals",
            "phone_number_audit");

    private static final List<Server> ALL = new ArrayList<>();
    private static DataSource router;
    private static JdbcStorage storage;

    /** The same router with patience, since some promises are tested by more threads than its pools have connections. */
    private static DataSource patientRouter;

    private static JdbcStorage patient;

    /** A PostgreSQL server with tables of its own, and a pool that goes past the router. */
    private static final class Server implements AutoCloseable {
        private final Path folder;
        private final int port;
        private final HikariDataSource direct;
        private EmbeddedPostgres process;

        Server(Path folder, int port) throws IOException {
            this.folder = folder;
            this.port = port;
            start();
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(process.getJdbcUrl("postgres", "postgres"));
            config.setMaximumPoolSize(2);
            direct = new HikariDataSource(config);
            JdbcStorage.on(direct).migrate();
        }

        void start() throws IOException {
            process = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("recovery_init_sync_method", "syncfs")
                    .setServerConfig("max_connections", "100")
                    .start();
        }

        /** kill -9 of the server, and of all that it started. */
        void kill() throws IOException {
            String pid = Files.readAllLines(folder.resolve("postmaster.pid")).get(0);
            ProcessHandle main = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
            List<ProcessHandle> children = main.descendants().toList();
            destroy(List.of(main));
            destroy(children);
        }

        private static void destroy(List<ProcessHandle> processes) {
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(each -> each.onExit()
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .join());
        }

        /** Returns how many rows of an organization each table has. */
        Map<String, Long> rowsOf(OrganizationId organization) throws SQLException {
            Map<String, Long> rows = new TreeMap<>();
            try (Connection connection = direct.getConnection()) {
                for (String table : TABLES) {
                    rows.put(table, count(connection, table, organization));
                }
            }
            return rows;
        }

        private static long count(Connection connection, String table, OrganizationId organization)
                throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT count(*) FROM " + table + " WHERE organization_id = ?")) {
                statement.setString(1, organization.value());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        @Override
        public void close() throws IOException {
            direct.close();
            process.close();
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        int[] ports = Servers.freePorts(SERVERS);
        for (int n = 0; n < SERVERS; n++) {
            ALL.add(new Server(folder.resolve("server-" + n), ports[n]));
        }
        router = open(settings(ports));
        storage = JdbcStorage.on(router).retryTimeout(LONGEST);
        storage.validate();
        patientRouter = open(settings(ports).replace("connectionTimeout: 3000", "connectionTimeout: 120000"));
        patient = JdbcStorage.on(patientRouter).retryTimeout(LONGEST);
    }

    private static DataSource open(String settings) throws SQLException, IOException {
        return YamlShardingSphereDataSourceFactory.createDataSource(settings.getBytes(StandardCharsets.UTF_8));
    }

    private static String settings(int[] ports) throws IOException {
        try (InputStream file = ShardingIT.class.getResourceAsStream("/sharding.yaml")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("server-0:5432", "localhost:" + ports[0])
                    .replace("server-1:5432", "localhost:" + ports[1]);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (DataSource each : List.of(router, patientRouter)) {
            ((AutoCloseable) each).close();
        }
        for (Server each : ALL) {
            each.close();
        }
    }

    /** Returns a new organization of a server, by the expression in the settings. */
    private static OrganizationId organizationOf(int server) {
        while (true) {
            String id = "org-" + UUID.randomUUID();
            if (Math.floorMod(id.hashCode(), SERVERS) == server) {
                return new OrganizationId(id);
            }
        }
    }

    private static void assertOnlyOn(int server, OrganizationId organization) throws SQLException {
        Map<String, Long> here = ALL.get(server).rowsOf(organization);
        Map<String, Long> elsewhere = ALL.get(1 - server).rowsOf(organization);
        assertTrue(here.get("phone_numbers") > 0 && here.get("agent_phone_numbers") > 0, here::toString);
        assertEquals(0, elsewhere.values().stream().mapToLong(Long::longValue).sum(), elsewhere::toString);
    }

    /** All that is promised of a store, except for the longest tests; its organizations are on both servers. */
    @Nested
    @ExtendWith(WithoutLongest.class)
    class Promises extends BriefStoreContract {
        @Override
        protected StoreUnderTest storeUnderTest() {
            return StoreUnderTest.over(patient);
        }
    }

    /** What takes long, such as races of administrators and thousands of random requests, is left to the tests of the store. */
    static final class WithoutLongest implements ExecutionCondition {
        private static final Set<String> LONGEST_TESTS =
                Set.of("Races", "Fingerprints", "FilteringByAssignment", "ImportingAssignments", "Listing");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTestClass()
                            .map(Class::getSimpleName)
                            .filter(LONGEST_TESTS::contains)
                            .isPresent()
                    ? ConditionEvaluationResult.disabled("it takes long")
                    : ConditionEvaluationResult.enabled("it is short");
        }
    }

    @Test
    @DisplayName(
            "K1 D2 two organizations on two servers: limits are exact in every way of asking, and each organization's rows are on its own server")
    void exactOnBoth() throws Exception {
        Lane.Size size = new Lane.Size(THREADS, 4, 2, 40);
        for (Way way : Way.all()) {
            List<OrganizationId> organizations = List.of(organizationOf(0), organizationOf(1));
            try (Lanes lanes = Lanes.start(organizations.stream()
                    .map(each -> Lane.prepare(each, way, size, storage))
                    .toList())) {
                lanes.awaitEnd(LONGEST);
                for (Lane.Result result : lanes.finish(storage)) {
                    assertEquals(Map.of(), result.failures(), result::toString);
                    assertEquals(size.mostCalls(way), result.allowed(), result::toString);
                }
            }
            for (int server = 0; server < SERVERS; server++) {
                assertOnlyOn(server, organizations.get(server));
            }
        }
    }

    @Test
    @DisplayName(
            "K7 D4 one of two servers is killed: the organization on the other one has no failure, and its own gets only typed ones and is exact again after the restart")
    void oneServerIsKilled() throws Exception {
        Lane.Size size = new Lane.Size(THREADS, 8, 2, Terms.MAX_DAILY_LIMIT);
        try (Lane healthy = Lane.start(organizationOf(0), Way.PLAIN, size, storage);
                Lane killed = Lane.start(organizationOf(1), Way.PLAIN, size, storage)) {
            healthy.awaitAllowed(200, LONGEST);
            killed.awaitAllowed(200, LONGEST);
            int before = callsInPhase(healthy);
            ALL.get(1).kill();
            int during = callsInPhase(healthy);
            System.out.printf(
                    "calls of the organization on the other server in %d s: %d before the kill, %d after it, ratio %.2f%n",
                    PHASE.toSeconds(), before, during, (double) during / before);
            healthy.awaitAllowed(healthy.allowed() + 50, LONGEST);
            ALL.get(1).process.close();
            ALL.get(1).start();
            killed.awaitAllowed(killed.allowed() + 50, LONGEST);
            healthy.stop();
            killed.stop();
            Lane.Result result = healthy.finish(storage);
            assertEquals(Map.of(), result.failures(), result::toString);
            Lane.Result ofKilled = killed.finish(storage);
            assertTrue(ofKilled.notApplied() + ofKilled.unknown() > 0, ofKilled::toString);
        }
    }

    /** Returns how many calls were allowed while a phase lasted. */
    private static int callsInPhase(Lane lane) throws InterruptedException {
        int before = lane.allowed();
        TimeUnit.MILLISECONDS.sleep(PHASE.toMillis());
        return lane.allowed() - before;
    }
}
