package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes of two versions count on the same limits, while the later version's migration runs. Not on H2, which copies a table to add a
 * column, and loses what is counted meanwhile: there, all nodes are stopped.
 */
class TwoVersionsIT {
    private static final int THREADS = 8;
    private static final int LIMIT = 400;
    private static final int MORE_THAN_THE_LIMIT = 100;
    private static final String LATER_FILE = "../../../later/R__callgate_05_later.sql";

    private final OrganizationId organization = Fixture.newOrganization();
    private final AgentId agent = new AgentId("agent-7");
    private final AtomicInteger allowed = new AtomicInteger();
    private final CountDownLatch halfOfTheOldCalls = new CountDownLatch(LIMIT / 4);

    private static CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage)
                .policy(CallPolicy.inUtc()
                        .callees(CalleePrivacy.inFull())
                        .limits(
                                Limit.calls(LIMIT).perOrganization().within(Duration.ofDays(3)),
                                Limit.calls(10 * LIMIT).perAgent().aMonth()))
                .build();
    }

    /** Asks until something is decided: a migration may keep a table for a moment. */
    private boolean isAllowed(CallGate gate, String id) {
        CallRequest request =
                CallRequest.by(organization, agent).to("+12025550199").callId(id);
        for (int attempt = 1; ; attempt++) {
            try {
                return gate.decide(request).isAllowed();
            } catch (StoreException e) {
                assertTrue(attempt < 100, e::toString);
            }
        }
    }

    private void callAsLongAsAllowed(CallGate gate, String node) {
        for (int call = 0; call < MORE_THAN_THE_LIMIT; call++) {
            if (isAllowed(gate, node + "-" + call)) {
                allowed.incrementAndGet();
            }
            halfOfTheOldCalls.countDown();
        }
    }

    private static Migrations laterVersion(HikariDataSource pool) throws SQLException {
        Database database;
        try (Connection connection = pool.getConnection()) {
            database = Database.of(connection);
        }
        Jdbc jdbc = new Jdbc(new OwnConnections(
                ConnectionSource.of(pool), database.dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT));
        return new Migrations(
                jdbc,
                Stream.concat(Migrations.FILES.stream(), Stream.of(LATER_FILE)).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    @DisplayName(
            "D2 K6 limits hold while a later version migrates, and its nodes and those of this version count together")
    void countsTogether(Databases database) throws Exception {
        String url = database.emptyUrl();
        try (HikariDataSource oldPool = Databases.pool(url, THREADS);
                HikariDataSource newPool = Databases.pool(url, THREADS)) {
            JdbcStorage old = JdbcStorage.on(oldPool);
            old.migrate();
            Assignments.over(old)
                    .assign(
                            NumberInventory.over(old).add(NewNumber.of(organization, "+12025550123")),
                            agent,
                            Terms.dailyLimit(10 * LIMIT).countries("US"));
            CallGate oldGate = gate(old);

            Together.run(THREADS, thread -> () -> {
                if (thread > 0) {
                    callAsLongAsAllowed(oldGate, "old-" + thread);
                    return true;
                }
                assertTrue(halfOfTheOldCalls.await(60, TimeUnit.SECONDS));
                assertEquals(List.of(LATER_FILE), laterVersion(newPool).run((connection, applied) -> applied));
                callAsLongAsAllowed(gate(JdbcStorage.on(newPool)), "new");
                return true;
            });
            assertEquals(LIMIT, allowed.get());

            JdbcStorage restarted = JdbcStorage.on(oldPool);
            assertEquals(List.of(), restarted.migrate().applied());
            restarted.validate();
            assertFalse(isAllowed(gate(restarted), "after a restart"));
            assertTrue(isAllowed(CallGate.over(restarted).build(), "without the limit"));
        }
    }
}
