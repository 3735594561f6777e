package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL with a leader, a synchronous standby, and a second standby that takes its place, under Patroni. Each failover takes
 * as long as the leader's lease, 20 seconds. Patroni accepts no shorter one. {@code -Dfailovers=5} kills more leaders.
 */
class PatroniIT {
    private static final int FAILOVERS = Integer.getInteger("failovers", 2);
    private static final Lane.Size SIZE = new Lane.Size(8, 4, 5, 100);

    /** Nobody reaches a limit of this size while one leader is away. */
    private static final Lane.Size ENDLESS = new Lane.Size(8, 4, 5, 100_000);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static Patroni patroni;
    private static HikariDataSource auditors;
    private static JdbcStorage auditor;

    /** Each way has a pool, which outlives every leader. */
    private static final Map<Way, HikariDataSource> POOLS = new LinkedHashMap<>();

    private static final Map<Way, JdbcStorage> STORAGES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        patroni = Patroni.start();
        auditors = pool(2, Duration.ofMinutes(1));
        auditor = JdbcStorage.on(auditors);
        auditor.migrate();
        for (Way way : Way.all()) {
            POOLS.put(way, pool(way.groups() ? 4 : SIZE.threads(), Duration.ofSeconds(3)));
            STORAGES.put(way, JdbcStorage.on(POOLS.get(way)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        POOLS.values().forEach(HikariDataSource::close);
        if (auditors != null) {
            auditors.close();
        }
        if (patroni != null) {
            patroni.close();
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @DisplayName(
            "D2, K4 the leader of a Patroni cluster is killed under load: every allowed call is counted, no limit is passed, and calls resume by themselves")
    void killedLeader() throws Exception {
        for (int failover = 1; failover <= FAILOVERS; failover++) {
            String leader = patroni.leader();
            try (Lanes lanes = lanes(SIZE)) {
                lanes.awaitAllowed(20, LONGEST);
                assertTrue(
                        lanes.each().stream().allMatch(Lane::isRunning),
                        "a lane reached its limits before the leader was killed");
                long killed = System.nanoTime();
                patroni.kill(leader);
                lanes.awaitEnd(LONGEST);
                assertNotEquals(leader, patroni.leader());
                patroni.start(leader);
                print("killed node " + leader, killed, lanes.finish(auditor));
            }
            patroni.await(3);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("D2, K4 a leader that is paused, and comes back after another took its place, changes nothing")
    void pausedLeader() throws Exception {
        String leader = patroni.leader();
        try (Lanes lanes = lanes(ENDLESS)) {
            lanes.awaitAllowed(50, LONGEST);
            long paused = System.nanoTime();
            patroni.pause(leader);
            Servers.await(LONGEST, "another leader", () -> !patroni.leader().equals(leader));
            for (Lane lane : lanes.each()) {
                lane.awaitAllowed(lane.allowed() + 50, LONGEST);
            }
            patroni.resume(leader);
            patroni.await(3);
            for (Lane lane : lanes.each()) {
                lane.awaitAllowed(lane.allowed() + 50, LONGEST);
            }
            lanes.stop();
            assertNotEquals(leader, patroni.leader());
            print("paused node " + leader, paused, lanes.finish(auditor));
        }
    }

    private static Lanes lanes(Lane.Size size) {
        return Lanes.start(STORAGES.entrySet().stream()
                .map(each -> Lane.prepare(each.getKey(), size, each.getValue()))
                .toList());
    }

    private static void print(String what, long at, List<Lane.Result> results) {
        List<Long> resumed = new ArrayList<>();
        results.forEach(each -> resumed.add(TimeUnit.NANOSECONDS.toMillis(each.resumed() - at)));
        int allowed = results.stream().mapToInt(Lane.Result::allowed).sum();
        int counted = results.stream().mapToInt(Lane.Result::counted).sum();
        System.out.printf("%s: %d allowed, %d counted; resumed after %s ms%n", what, allowed, counted, resumed);
    }

    private static HikariDataSource pool(int connections, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(patroni.url());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(timeout.toMillis());
        // A busy test machine may take longer for the first connection than loginTimeout.
        config.setInitializationFailTimeout(LONGEST.toMillis());
        return new HikariDataSource(config);
    }
}
