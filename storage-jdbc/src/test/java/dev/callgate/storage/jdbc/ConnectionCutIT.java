package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.CuttingProxy.Cut;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionCutIT {
    private static final int CUTS = 200;

    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());
    private final AgentId agent = new AgentId("agent-1");
    private final CallRequest request = CallRequest.by(organization, agent).to(DialerProcess.DESTINATION);

    private static HikariDataSource poolThrough(CuttingProxy proxy, String url) {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        // PostgreSQL's driver takes seconds, the others take milliseconds.
        int patience = url.startsWith("jdbc:postgresql:") ? 30 : 30_000;
        // Statements travel as text, so that the proxy can tell the one that counts.
        HikariConfig config = Databases.config(
                url.replace(":" + port + "/", ":" + proxy.port() + "/") + "&prepareThreshold=0&connectTimeout="
                        + patience,
                2);
        return new HikariDataSource(config);
    }

    private static CuttingProxy proxyTo(Databases database) throws Exception {
        return proxyTo(database, "UPDATE agent_phone_numbers");
    }

    private static CuttingProxy proxyTo(Databases database, String statement) throws Exception {
        return new CuttingProxy(
                URI.create(database.url().substring("jdbc:".length())).getPort(), statement);
    }

    private int callsMade(Databases database) {
        return database.storage().assignmentsOf(organization, agent).get(0).callsMadeToday();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    @DisplayName("D4 an answer that is cut off after the commit is reported as unknown, 200 times of 200")
    void responseLost(Databases database) throws Exception {
        StoreUnderTest.over(database.storage())
                .assign(
                        organization,
                        agent,
                        E164.parse("+12025550101"),
                        Terms.dailyLimit(100_000).countries("US"));
        int allowed = 0;
        try (CuttingProxy proxy = proxyTo(database);
                HikariDataSource pool = poolThrough(proxy, database.url())) {
            CallGate gate = CallGate.over(JdbcStorage.on(pool))
                    .clock(DialerProcess.CLOCK)
                    .build();
            for (int cut = 1; cut <= CUTS; cut++) {
                allowed += gate.decide(request).isAllowed() ? 1 : 0;
                int before = callsMade(database);

                proxy.cutNext(Cut.BEFORE_ANSWER);
                assertThrows(StoreException.OutcomeUnknown.class, () -> gate.decide(request));

                assertEquals(before + 1, callsMade(database), "the cut call was counted");
            }
            assertTrue(proxy.cuts() >= CUTS, () -> "only " + proxy.cuts() + " connections were cut");
        }
        assertEquals(CUTS, allowed);
        assertEquals(2 * CUTS, callsMade(database));
    }

    @Test
    @DisplayName("D4 if the answer to a group is cut off after its commit, each of its callers gets an unknown "
            + "outcome: the counted calls are the allowed ones, and at most the unknown ones")
    void responseToGroupLost() throws Exception {
        StoreUnderTest.over(Databases.POSTGRESQL.storage())
                .assign(
                        organization,
                        agent,
                        E164.parse("+12025550101"),
                        Terms.dailyLimit(100_000).countries("US"));
        try (CuttingProxy proxy = proxyTo(Databases.POSTGRESQL);
                HikariDataSource pool = poolThrough(proxy, Databases.POSTGRESQL.url())) {
            JdbcStorage grouped = JdbcStorage.on(pool).groupCommitAlways(GroupCommit.standard());
            CallGate gate = CallGate.over(grouped).clock(DialerProcess.CLOCK).build();
            assertTrue(gate.decide(request).isAllowed());
            int allowed = 1;
            int unknown = 0;
            for (int round = 0; round < 20; round++) {
                proxy.cutNext(Cut.BEFORE_ANSWER);
                List<Boolean> answers = Together.run(16, caller -> () -> {
                    try {
                        return gate.decide(request).isAllowed();
                    } catch (StoreException.OutcomeUnknown e) {
                        return false;
                    }
                });
                allowed += (int) answers.stream().filter(each -> each).count();
                unknown += (int) answers.stream().filter(each -> !each).count();
            }
            assertTrue(unknown >= 20, unknown + " answers were lost");
            assertEquals(allowed + unknown, callsMade(Databases.POSTGRESQL), "what was cut had been counted");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    @DisplayName("D4 a request that is cut off before the server receives it is reported as unknown, and counts "
            + "nothing")
    void requestLost(Databases database) throws Exception {
        StoreUnderTest.over(database.storage())
                .assign(
                        organization,
                        agent,
                        E164.parse("+12025550101"),
                        Terms.dailyLimit(100_000).countries("US"));
        try (CuttingProxy proxy = proxyTo(database);
                HikariDataSource pool = poolThrough(proxy, database.url())) {
            CallGate gate = CallGate.over(JdbcStorage.on(pool))
                    .clock(DialerProcess.CLOCK)
                    .build();
            for (int cut = 1; cut <= 20; cut++) {
                assertTrue(gate.decide(request).isAllowed());
                proxy.cutNext(Cut.BEFORE_REQUEST);
                assertThrows(StoreException.OutcomeUnknown.class, () -> gate.decide(request));
                assertEquals(cut, callsMade(database));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    @DisplayName(
            "D4 with limits, a commit whose answer is cut off is reported as unknown, and counted on each layer; a "
                    + "call that is cut off before the commit is reported as not applied, and counted on none")
    void cutWithLimits(Databases database) throws Exception {
        Acme acme = new Acme();
        acme.assign(database.storage(), 1, 1_000);
        Limit[] limits = {
            Limit.calls(1_000).perNumber().aDay(),
            Limit.calls(1_000).perAgent().aDay(),
            Limit.calls(1_000).perOrganization().aDay()
        };
        assertTrue(Acme.gate(database.storage(), limits).decide(acme.request).isAllowed());
        int counted = 1;
        String commits = database == Databases.POSTGRESQL ? "WITH wanted" : "COMMIT";
        for (String statement :
                database == Databases.POSTGRESQL ? List.of(commits) : List.of(commits, "UPDATE call_counters")) {
            try (CuttingProxy proxy = proxyTo(database, statement);
                    HikariDataSource pool = poolThrough(proxy, database.url())) {
                CallGate gate = Acme.gate(JdbcStorage.on(pool), limits);
                for (int cut = 1; cut <= 10; cut++) {
                    assertTrue(gate.decide(acme.request).isAllowed());
                    proxy.cutNext(Cut.BEFORE_ANSWER);
                    boolean committed = statement.equals(commits);
                    Class<? extends StoreException> told =
                            committed ? StoreException.OutcomeUnknown.class : StoreException.NotApplied.class;
                    assertThrows(told, () -> gate.decide(acme.request));
                    counted += committed ? 2 : 1;
                    assertEquals(counted, acme.countedOnEachLayer(database.storage()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    @DisplayName("D5 D4 100 calls that were cut off after the commit are requested again with their call IDs: each is "
            + "counted once")
    void cutAndRetried(Databases database) throws Exception {
        String commits = database == Databases.POSTGRESQL ? "WITH usable" : "COMMIT";
        cutAndRetry(database, commits, 100);
    }

    @Test
    @DisplayName("D5 D4 the same holds with limits on PostgreSQL, where another statement counts")
    void cutWithLimitsAndRetried() throws Exception {
        cutAndRetry(
                Databases.POSTGRESQL,
                "WITH wanted",
                20,
                Limit.calls(1_000).perAgent().aDay());
    }

    private static void cutAndRetry(Databases database, String commits, int cuts, Limit... limits) throws Exception {
        Acme acme = new Acme();
        acme.assign(database.storage(), 1, 1_000);
        try (CuttingProxy proxy = proxyTo(database, commits);
                HikariDataSource pool = poolThrough(proxy, database.url())) {
            CallGate gate = Acme.gate(JdbcStorage.on(pool), limits);
            for (int cut = 1; cut <= cuts; cut++) {
                CallRequest named = acme.request.callId("c-" + cut);
                // The pool finds out here which connections were cut before.
                assertTrue(gate.preview(acme.request).isAllowed());
                proxy.cutNext(Cut.BEFORE_ANSWER);
                assertThrows(StoreException.OutcomeUnknown.class, () -> gate.decide(named));
                CallDecision again = gate.decide(named);
                assertTrue(again.isAllowed());
                assertEquals(again, gate.decide(named));
                assertEquals(cut, acme.callsMade(database.storage()));
            }
            assertTrue(proxy.cuts() >= cuts, () -> "only " + proxy.cuts() + " connections were cut");
        }
    }
}
