package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Three nodes of a Galera cluster, all of which are written to at once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GaleraIT {
    private static final String SYNC_WAIT = "&sessionVariables=wsrep_sync_wait=7";

    /** What each node imports that all import, and what it imports alone. */
    private static final int SHARED = 1_200;

    private static final int OWN = 300;

    private static final int ROUNDS = 8;
    private static final int CHANGES = 300;
    private static final int ENDS = 150;
    private static final int KILLS = 4;

    private static final Lane.Size SIZE = new Lane.Size(6, 4, 5, 15);

    /** Nobody reaches a limit of this size. */
    private static final Lane.Size ENDLESS = new Lane.Size(6, 4, 5, 100_000);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static Galera cluster;

    /** A pool and a store on each node. */
    private static final List<HikariDataSource> POOLS = new ArrayList<>();

    private static final List<JdbcStorage> NODES = new ArrayList<>();

    /** Stores that go to another node if theirs is gone, each on a pool for the load. */
    private static final List<HikariDataSource> MOVING_POOLS = new ArrayList<>();

    private static final List<JdbcStorage> MOVING = new ArrayList<>();

    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());

    @BeforeAll
    static void start() throws Exception {
        cluster = Galera.start();
        try (HikariDataSource pool = Galera.pool(cluster.url(0) + SYNC_WAIT, 1)) {
            JdbcStorage.on(pool).migrate();
        }
        for (int node = 0; node < Galera.NODES; node++) {
            POOLS.add(Galera.pool(cluster.url(node) + SYNC_WAIT, 16));
            NODES.add(JdbcStorage.on(POOLS.get(node)));
            MOVING_POOLS.add(Galera.pool(cluster.urlFrom(node) + SYNC_WAIT, 16));
            MOVING.add(JdbcStorage.on(MOVING_POOLS.get(node)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        POOLS.forEach(HikariDataSource::close);
        MOVING_POOLS.forEach(HikariDataSource::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String number(int n) {
        return "+1202555%04d".formatted(n);
    }

    @Test
    @Order(1)
    @DisplayName("D10 a URL without wsrep_sync_wait is refused, with what to add to it")
    void refusesNodesThatDoNotWait() {
        for (String setting : List.of("", "&sessionVariables=wsrep_sync_wait=1")) {
            try (HikariDataSource pool = Galera.pool(cluster.url(1) + setting, 1)) {
                StoreException.Permanent refused =
                        assertThrows(StoreException.Permanent.class, () -> JdbcStorage.on(pool));
                assertTrue(refused.getMessage().contains("sessionVariables=wsrep_sync_wait=7"), refused::getMessage);
            }
        }
    }

    @Test
    @Order(2)
    @DisplayName("K6 three nodes that migrate at once end with the same, complete tables")
    void migrations() throws Exception {
        for (int round = 0; round < 3; round++) {
            String name = "migrated" + round;
            cluster.createDatabase(name);
            List<HikariDataSource> pools = new ArrayList<>();
            try {
                for (int node = 0; node < Galera.NODES; node++) {
                    pools.add(Galera.pool(cluster.url(node).replace("/callgate?", "/" + name + "?") + SYNC_WAIT, 2));
                }
                Together.run(
                        Galera.NODES,
                        node -> () -> JdbcStorage.on(pools.get(node)).migrate());
                for (HikariDataSource pool : pools) {
                    JdbcStorage storage = JdbcStorage.on(pool);
                    storage.validate();
                    assertEquals(List.of(), storage.migrate().applied());
                }
            } finally {
                pools.forEach(HikariDataSource::close);
            }
            cluster.execute(round, "DROP DATABASE " + name);
        }
    }

    @Test
    @Order(3)
    @DisplayName(
            "K3 three nodes import the same and different numbers at once, with the driver's defaults: what they report as added is stored and audited")
    void imports() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            OrganizationId importing = new OrganizationId("org-" + UUID.randomUUID());
            List<Long> added = Together.run(
                    Galera.NODES + 1,
                    node -> () -> node < Galera.NODES ? imported(importing, node) : addedOneByOne(importing, 1));
            int expected = SHARED + Galera.NODES * OWN;
            String reported = "reported " + added;
            assertEquals(expected, added.stream().mapToLong(Long::longValue).sum(), reported);
            for (JdbcStorage node : NODES) {
                assertEquals(expected, NumberInventory.over(node).count(NumberQuery.of(importing)), reported);
                assertEquals(expected, audited(node, importing), reported);
            }
            System.out.printf("imported on three nodes, and added one by one: %s = %d%n", added, expected);
        }
    }

    private static long imported(OrganizationId organization, int node) {
        int own = SHARED + node * OWN;
        Iterator<ImportRow> rows = IntStream.concat(IntStream.range(0, SHARED), IntStream.range(own, own + OWN))
                .mapToObj(n -> new ImportRow(n + 1, number(n), Map.of(Column.PHONE_NUMBER, number(n)), null))
                .iterator();
        return NumberInventory.over(NODES.get(node))
                .importRows(organization, rows, rejected -> {})
                .added();
    }

    /** Adds numbers from the end of those that all import. */
    private static long addedOneByOne(OrganizationId organization, int node) {
        NumberInventory inventory = NumberInventory.over(NODES.get(node));
        long added = 0;
        for (int n = SHARED - 1; n >= 0; n -= 3) {
            try {
                inventory.add(NewNumber.of(organization, number(n)));
                added++;
            } catch (InventoryException.Duplicate e) {
                continue;
            }
        }
        return added;
    }

    private static int audited(JdbcStorage storage, OrganizationId organization) {
        AuditTrail trail = AuditTrail.over(storage);
        Set<UUID> numbers = new HashSet<>();
        AuditQuery query = AuditQuery.of(organization).limit(AuditQuery.MAX_LIMIT);
        for (List<AuditEntry> page = trail.list(query); !page.isEmpty(); page = trail.list(query)) {
            page.forEach(entry -> assertTrue(numbers.add(entry.numberId()), () -> "audited twice: " + entry));
            query = query.olderThan(page.get(page.size() - 1));
        }
        return numbers.size();
    }

    @Test
    @Order(4)
    @DisplayName("D10 under load, what is taken away on one node is not allowed on another from then on")
    void takenAway() throws Exception {
        List<PhoneNumber> numbers = assignEach(CHANGES);
        CallGate elsewhere = gate(Way.PLAIN, NODES.get(1));
        Assignments assignments = Assignments.over(NODES.get(0));
        NumberInventory inventory = NumberInventory.over(NODES.get(0));
        int wrong = 0;
        try (Lane load = Lane.start(Way.PLAIN, ENDLESS, NODES.toArray(JdbcStorage[]::new))) {
            load.awaitAllowed(50, LONGEST);
            for (int n = 0; n < CHANGES; n++) {
                PhoneNumber number = numbers.get(n);
                assertTrue(elsewhere.decide(request(n)).isAllowed());
                switch (n % 3) {
                    case 0 -> assignments.unassign(number);
                    case 1 -> inventory.deactivate(number);
                    default -> assignments.changeTerms(number, Terms.forCountries("CA"));
                }
                wrong += elsewhere.decide(request(n)).isAllowed() ? 1 : 0;
            }
            load.stop();
            load.finish(NODES.get(2));
        }
        assertEquals(0, wrong, "calls that were allowed after an administrator took the number away");
    }

    private CallRequest request(int agent) {
        return CallRequest.by(organization, new AgentId("agent-" + agent)).to("+12025550199");
    }

    /** Gives each of so many agents a number. */
    private List<PhoneNumber> assignEach(int agents) {
        NumberInventory inventory = NumberInventory.over(NODES.get(0));
        Assignments assignments = Assignments.over(NODES.get(0));
        List<PhoneNumber> numbers = new ArrayList<>();
        for (int n = 0; n < agents; n++) {
            PhoneNumber number = inventory.add(NewNumber.of(organization, number(n)));
            assignments.assign(number, new AgentId("agent-" + n), Terms.forCountries("US"));
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    @Order(5)
    @DisplayName("D6 under load, a call that was allowed on one node is released and completed on the others")
    void endsElsewhere() throws Exception {
        assignEach(4);
        List<CallGate> gates = NODES.stream().map(each -> gate(Way.PLAIN, each)).toList();
        int lost = 0;
        try (Lane load = Lane.start(new Way(true, false, false), ENDLESS, NODES.toArray(JdbcStorage[]::new))) {
            load.awaitAllowed(50, LONGEST);
            for (int n = 0; n < ENDS; n++) {
                CallId id = new CallId("call-" + n);
                CallGate other = gates.get((n + 1) % Galera.NODES);
                assertTrue(gates.get(n % Galera.NODES)
                        .decide(request(n % 4).callId(id.value()))
                        .isAllowed());
                boolean found = n % 2 == 0
                        ? other.release(organization, id).isPresent()
                        : other.complete(organization, id, CallOutcome.answered(Duration.ofSeconds(20)))
                                .isPresent();
                lost += found ? 0 : 1;
            }
            load.stop();
            load.finish(NODES.get(2));
        }
        assertEquals(0, lost, "calls that another node did not find");
    }

    @Test
    @Order(6)
    @DisplayName("K4 D2 a node is killed under load, four times: every allowed call is counted, and no limit is passed")
    void killedNodes() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            int victim = kill % Galera.NODES;
            try (Lanes lanes = Lanes.start(Way.all(), SIZE, MOVING.toArray(JdbcStorage[]::new))) {
                lanes.awaitAllowed(20, LONGEST);
                cluster.kill(victim);
                lanes.awaitEnd(LONGEST);
                List<Lane.Result> results = lanes.finish(NODES.get((victim + 1) % Galera.NODES));
                System.out.printf(
                        "killed node %d: %d allowed, %d counted%n",
                        victim,
                        results.stream().mapToInt(Lane.Result::allowed).sum(),
                        results.stream().mapToInt(Lane.Result::counted).sum());
            }
            cluster.restart(victim);
            cluster.await(victim, Galera.NODES);
        }
    }

    @Test
    @Order(7)
    @DisplayName("D4 a node without the majority refuses as not applied, and counts nothing")
    void minority() throws Exception {
        assignEach(1);
        JdbcStorage storage = NODES.get(0);
        List<CallGate> gates = Way.all().stream().map(way -> gate(way, storage)).toList();
        allowEach(gates, "before");
        cluster.kill(1);
        cluster.kill(2);
        Servers.await(LONGEST, "a node that has lost the majority", () -> cluster.status(0, "wsrep_ready")
                .equals("OFF"));
        for (CallGate gate : gates) {
            for (int call = 0; call < 5; call++) {
                CallRequest plain = request(0);
                CallRequest withId = plain.callId(gates.indexOf(gate) + "-" + call);
                assertThrows(StoreException.NotApplied.class, () -> gate.decide(plain));
                assertThrows(StoreException.NotApplied.class, () -> gate.decide(withId));
            }
        }
        cluster.execute(0, "SET GLOBAL wsrep_provider_options = 'pc.bootstrap=1'");
        cluster.await(0, 1);
        allowEach(gates, "after");
        assertEquals(
                4 * gates.size(),
                Assignments.over(storage).stream(organization)
                        .mapToInt(Assignment::callsMadeToday)
                        .sum());
    }

    private void allowEach(List<CallGate> gates, String prefix) {
        for (int n = 0; n < gates.size(); n++) {
            assertTrue(gates.get(n).decide(request(0)).isAllowed());
            assertTrue(gates.get(n).decide(request(0).callId(prefix + n)).isAllowed());
        }
    }

    private static CallGate gate(Way way, JdbcStorage storage) {
        CallPolicy policy = way.limits()
                ? CallPolicy.inUtc().limits(Limit.calls(1_000).perOrganization().aDay())
                : CallPolicy.inUtc();
        return CallGate.over(way.of(storage)).clock(Lane.CLOCK).policy(policy).build();
    }
}
