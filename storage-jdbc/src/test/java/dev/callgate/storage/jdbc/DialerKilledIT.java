package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.io.BufferedReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dialer's process is killed while it has calls in progress and begins and ends others. */
class DialerKilledIT {
    private static final int MOST = 10;
    private static final int HELD = 6;
    private static final int CONNECTIONS = 4;
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final Instant END = DialerProcess.CLOCK.instant().plus(LONGEST_CALL);
    private static final Counter LIVE = Counter.ofOrganization(Counter.Kind.parse("calls/live"));
    private static final AgentId AGENT = new AgentId("agent-1");

    private final OrganizationId organization = Fixture.newOrganization();

    private static CallGate gate(JdbcStorage storage, Instant at) {
        return CallGate.over(storage)
                .clock(Clock.fixed(at, ZoneOffset.UTC))
                .policy(CallPolicy.inUtc()
                        .longestCall(LONGEST_CALL)
                        .limits(
                                Limit.calls(MOST).perOrganization().atOnce(),
                                Limit.calls(MOST).perAgent().atOnce()))
                .build();
    }

    private static CallRequest request(OrganizationId organization, String id) {
        return CallRequest.by(organization, AGENT).to(DialerProcess.DESTINATION).callId(id);
    }

    /** The process that is killed: has some calls in progress, and begins and ends others until then. */
    static final class Dialer {
        private static final int CALLS_A_LINE = 50;

        private Dialer() {}

        /** Takes the URL and the organization. */
        public static void main(String[] args) throws Exception {
            OrganizationId organization = new OrganizationId(args[1]);
            try (HikariDataSource pool = Databases.pool(args[0], CONNECTIONS)) {
                CallGate gate = gate(Databases.open(pool), DialerProcess.CLOCK.instant());
                for (int n = 0; n < HELD; n++) {
                    assertTrue(gate.decide(request(organization, "held-" + n)).isAllowed());
                }
                Together.run(MOST - HELD, thread -> () -> {
                    for (int n = 0; true; n++) {
                        String id = "short-" + thread + "-" + n;
                        assertTrue(gate.decide(request(organization, id)).isAllowed());
                        gate.complete(organization, new CallId(id), CallOutcome.answered(Duration.ofSeconds(1)));
                        if (n % CALLS_A_LINE == 0) {
                            System.out.println("calling");
                        }
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2", "SQLITE"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("K4 D13 kill -9 of a process with calls in progress: none of their room is handed out before the"
            + " longest call has passed, then all of it, and never more")
    void healsAfterTheLongestCall(Databases database) throws Exception {
        String url = database.emptyUrl();
        try (HikariDataSource pool = Databases.pool(url, CONNECTIONS);
                SharedDatabase shared = SharedDatabase.of(url)) {
            JdbcStorage storage = Databases.open(pool);
            storage.migrate();
            StoreUnderTest.over(storage)
                    .assign(
                            organization,
                            AGENT,
                            Acme.number(1),
                            Terms.dailyLimit(Terms.MAX_DAILY_LIMIT).countries("US"));
            killWhileCalling(shared.url());
            awaitOnlyOwnSessions(database, pool);

            List<CallId> lost = openCalls(storage);
            assertTrue(HELD <= lost.size() && lost.size() <= MOST, lost::toString);
            assertEquals(lost.size(), inProgress(storage, DialerProcess.CLOCK.instant()));
            CallGate before = gate(storage, END.minusNanos(1_000));
            List<CallId> mine = fill(before, "before", END);
            assertEquals(MOST - lost.size(), mine.size());
            mine.forEach(id -> assertTrue(before.release(organization, id).isPresent()));

            CallGate after = gate(storage, END);
            assertEquals(MOST, fill(after, "after", END.plus(LONGEST_CALL)).size());
            CallOutcome late = CallOutcome.answered(Duration.ofMinutes(1));
            lost.forEach(id -> assertTrue(after.complete(organization, id, late).isPresent()));
            assertEquals(List.of(), fill(after, "more", END.plus(LONGEST_CALL)));
            assertEquals(MOST, inProgress(storage, END));
        }
    }

    private void killWhileCalling(String url) throws Exception {
        Process dialer = DialerProcess.start(Dialer.class, url, organization.value());
        try (BufferedReader output = dialer.inputReader()) {
            for (int line = 0; line < 2 * (MOST - HELD); line++) {
                assertEquals("calling", output.readLine());
            }
            dialer.destroyForcibly();
            assertTrue(dialer.waitFor(1, TimeUnit.MINUTES));
        }
    }

    /** A server may still run what the process sent last. */
    private static void awaitOnlyOwnSessions(Databases database, HikariDataSource pool) throws Exception {
        String sessions =
                switch (database) {
                    case POSTGRESQL ->
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'";
                    case MARIADB -> "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()";
                    case H2 -> "SELECT COUNT(*) FROM information_schema.sessions";
                    default -> "SELECT 0";
                };
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (number(pool, sessions) > pool.getHikariPoolMXBean().getTotalConnections()) {
            assertTrue(System.nanoTime() < deadline, "the server keeps the sessions of the killed process");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static int number(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    private List<CallId> openCalls(JdbcStorage storage) {
        List<CallId> open = new ArrayList<>();
        CallQuery query = CallQuery.of(organization, AGENT, LocalDate.of(2026, 3, 2));
        for (List<CallRecord> page = storage.list(query); !page.isEmpty(); page = storage.list(query)) {
            page.stream()
                    .filter(CallRecord::isOpen)
                    .forEach(each -> open.add(each.call().callId()));
            query = query.after(page.get(page.size() - 1));
        }
        return open;
    }

    private long inProgress(JdbcStorage storage, Instant at) {
        return storage.countersOf(organization, Set.of(LIVE), at).of(LIVE).amount();
    }

    /** Asks for more calls than there may be, from many threads; returns those that were allowed. */
    private List<CallId> fill(CallGate gate, String prefix, Instant nextAllowed) throws Exception {
        List<List<CallId>> allowed = Together.run(8, thread -> () -> {
            List<CallId> ids = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                String id = prefix + "-" + thread + "-" + n;
                if (gate.decide(request(organization, id)).isAllowed()) {
                    ids.add(new CallId(id));
                }
            }
            return ids;
        });
        Refused full = assertInstanceOf(Refused.class, gate.decide(request(organization, prefix + "-last")));
        assertEquals(nextAllowed, full.nextAllowed());
        return allowed.stream().flatMap(List::stream).toList();
    }
}
