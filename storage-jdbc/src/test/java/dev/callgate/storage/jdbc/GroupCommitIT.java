package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many callers at once, who are counted in groups. */
class GroupCommitIT {
    private static final GroupCommit GROUPS = GroupCommit.standard().maxWait(Duration.ofMinutes(1));
    private static final int CALLERS = 128;

    private final Acme acme = new Acme();

    private static int sum(List<Integer> all) {
        return all.stream().mapToInt(Integer::intValue).sum();
    }

    private static Callable<Integer> asking(CallGate gate, CallRequest request, int times) {
        return () -> {
            int allowed = 0;
            for (int i = 0; i < times; i++) {
                allowed += gate.decide(request).isAllowed() ? 1 : 0;
            }
            return allowed;
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER", "H2", "SQLITE"})
    @DisplayName("D2 128 callers on one number get exactly its limit")
    void oneNumber(Databases database) throws Exception {
        acme.assign(database.storage(), 1, 500);
        CallGate gate = Acme.gate(database.storage().groupCommit(GROUPS));
        assertEquals(500, sum(Together.run(CALLERS, caller -> asking(gate, acme.request, 8))));
        assertEquals(500, acme.callsMade(database.storage()));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2", "SQLITE"})
    @DisplayName(
            "D2 D5 two nodes with groups and one without, 20 agents, limits of each layer and call IDs: exactly the"
                    + " organization's limit, and the layers agree")
    void manyRowsAndNodes(Databases database) throws Exception {
        JdbcStorage storage = database.storage();
        List<AgentId> agents =
                IntStream.range(0, 20).mapToObj(n -> new AgentId("agent-" + n)).toList();
        StoreUnderTest scene = StoreUnderTest.over(storage);
        for (int n = 0; n < 40; n++) {
            scene.assign(
                    acme.organization,
                    agents.get(n % 20),
                    Acme.number(n),
                    Terms.dailyLimit(15).countries("US"));
        }
        Limit[] limits = {
            Limit.calls(14).perNumber().aDay(),
            Limit.calls(25).perAgent().aDay(),
            Limit.calls(400).perOrganization().aDay()
        };
        try (HikariDataSource pool = Databases.pool(database.url(), 8)) {
            List<CallGate> nodes = List.of(
                    Acme.gate(storage.groupCommit(GROUPS), limits),
                    Acme.gate(Databases.open(pool).groupCommit(GROUPS), limits),
                    Acme.gate(storage, limits));
            List<Integer> allowed = Together.run(48, caller -> () -> {
                Random random = new Random(caller);
                int counted = 0;
                for (int i = 0; i < 12; i++) {
                    CallRequest request = CallRequest.by(acme.organization, agents.get(random.nextInt(20)))
                            .to(DialerProcess.DESTINATION);
                    CallGate gate = nodes.get(caller % nodes.size());
                    boolean withId = random.nextBoolean();
                    counted += gate.decide(withId ? request.callId(caller + "-" + i) : request)
                                    .isAllowed()
                            ? 1
                            : 0;
                }
                return counted;
            });
            assertEquals(400, sum(allowed));
        }
        int counted = 0;
        for (AgentId agent : agents) {
            counted += new Acme(acme.organization, agent).callsMade(storage);
        }
        assertEquals(400, counted);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("D5 the same call IDs, requested at once by callers of two nodes with groups: one answer each, "
            + "counted once")
    void sameIds(Databases database) throws Exception {
        JdbcStorage storage = database.storage();
        acme.assign(storage, 1, 1_000);
        try (HikariDataSource pool = Databases.pool(database.url(), 8)) {
            List<CallGate> nodes = List.of(
                    Acme.gate(storage.groupCommit(GROUPS)),
                    Acme.gate(Databases.open(pool).groupCommit(GROUPS)));
            Map<String, Integer> answers = new ConcurrentHashMap<>();
            Together.run(32, caller -> () -> {
                for (int i = 0; i < 25; i++) {
                    CallRequest request = acme.request.callId("call-" + i);
                    assertTrue(nodes.get(caller % 2).decide(request).isAllowed());
                    answers.merge("call-" + i, 1, Integer::sum);
                }
                return true;
            });
            assertEquals(25, answers.size());
        }
        assertEquals(25, acme.callsMade(storage));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("D3 a call with a clock that is far ahead fails alone: the others of its group are counted on their "
            + "day")
    void oneBadClock(Databases database) throws Exception {
        acme.assign(database.storage(), 1, 10_000);
        JdbcStorage grouped = database.storage().groupCommit(GROUPS);
        CallGate good = Acme.gate(grouped);
        // The database's clock is the machine's.
        CallGate bad = CallGate.over(grouped)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(5)))
                .build();
        List<Map<String, Integer>> all = Together.run(32, caller -> () -> {
            Map<String, Integer> outcomes = new TreeMap<>();
            for (int i = 0; i < 10; i++) {
                try {
                    boolean allowed =
                            (caller % 8 == 0 ? bad : good).decide(acme.request).isAllowed();
                    outcomes.merge(allowed ? "allowed" : "refused", 1, Integer::sum);
                } catch (StoreException.Permanent e) {
                    outcomes.merge("failed", 1, Integer::sum);
                }
            }
            return outcomes;
        });
        Map<String, Integer> sums = new TreeMap<>();
        new ArrayList<>(all)
                .forEach(each -> each.forEach((outcome, times) -> sums.merge(outcome, times, Integer::sum)));
        assertEquals(Map.of("allowed", 280, "failed", 40), sums);
        assertEquals(280, acme.callsMade(database.storage()));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2"})
    @DisplayName("D4 while the pool has no connection, callers who give up waiting have counted nothing for certain")
    void noConnection(Databases database) throws Exception {
        acme.assign(database.storage(), 1, 100);
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            JdbcStorage storage = Databases.open(pool);
            CallGate gate = Acme.gate(storage.groupCommit(GROUPS.maxWait(Duration.ofMillis(300))));
            assertTrue(gate.decide(acme.request).isAllowed());
            ExecutorService callers = Executors.newCachedThreadPool();
            List<Future<Boolean>> answers = new ArrayList<>();
            try (Connection taken = pool.getConnection()) {
                assertTrue(taken.isValid(1));
                for (int caller = 0; caller < 8; caller++) {
                    answers.add(callers.submit(() -> gate.decide(acme.request).isAllowed()));
                }
                await(() -> answers.stream().filter(Future::isDone).count() == 7);
            } finally {
                callers.shutdown();
            }
            List<Throwable> failures = new ArrayList<>();
            for (Future<Boolean> each : answers) {
                try {
                    assertTrue(each.get());
                } catch (ExecutionException e) {
                    failures.add(assertInstanceOf(StoreException.NotApplied.class, e.getCause()));
                }
            }
            assertEquals(7, failures.size(), "the others of the group; its leader got the connection");
        }
        assertEquals(2, acme.callsMade(database.storage()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within a minute");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    @DisplayName("K1 while an organization's group waits for its rows, calls of another organization are counted")
    void anotherOrganizationWaits(Databases database) throws Exception {
        acme.assign(database.storage(), 1, 100);
        Acme stuck = new Acme();
        stuck.assign(database.storage(), 1, 100);
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try (HikariDataSource pool = Databases.pool(database.url(), 4);
                Connection holder = DriverManager.getConnection(database.url())) {
            CallGate gate = Acme.gate(Databases.open(pool).groupCommit(new GroupCommit(10, 1, Duration.ofMinutes(1))));
            assertTrue(gate.decide(stuck.request).isAllowed());
            holder.setAutoCommit(false);
            assertTrue(stuck.call(database.storage().joining(holder)).isAllowed());
            Future<Boolean> waiting =
                    callers.submit(() -> gate.decide(stuck.request).isAllowed());
            await(() -> pool.getHikariPoolMXBean().getActiveConnections() == 1);
            for (int call = 0; call < 20; call++) {
                assertTrue(gate.decide(acme.request).isAllowed());
            }
            assertFalse(waiting.isDone(), "its row is locked");
            holder.rollback();
            assertTrue(waiting.get());
        } finally {
            callers.shutdown();
        }
        assertEquals(20, acme.callsMade(database.storage()));
        assertEquals(2, stuck.callsMade(database.storage()));
    }
}
