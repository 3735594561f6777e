package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.model.StoreException;
import dev.callgate.policy.Limit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that has to wait for a standby which is not there. */
class StandbyIT {
    private static final String CANCEL_WAITING =
            "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private final Acme acme = new Acme();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @DisplayName("D4 a commit that stopped waiting for its standby is reported as unknown, with limits and without")
    void commitInDoubt() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_standby_names", "nobody")
                        // Who does not ask for it does not wait: so that the scene can be set.
                        .setServerConfig("synchronous_commit", "local")
                        .setPGStartupWait(Duration.ofMinutes(5))
                        .start();
                HikariDataSource local = Databases.pool(server.getJdbcUrl("postgres", "postgres"), 2);
                HikariDataSource waiting = Databases.pool(
                        server.getJdbcUrl("postgres", "postgres") + "&options=-c%20synchronous_commit=on", 2)) {
            JdbcStorage administration = JdbcStorage.on(local);
            administration.migrate();
            acme.assign(administration, 1, 10);
            Limit[] limits = {
                Limit.calls(10).perAgent().aDay(),
                Limit.calls(10).perOrganization().aDay(),
                Limit.calls(10).perNumber().aDay()
            };
            assertTrue(Acme.gate(administration, limits).decide(acme.request).isAllowed());

            JdbcStorage storage = JdbcStorage.on(waiting);
            assertInDoubt(Acme.gate(storage), local);
            assertInDoubt(Acme.gate(storage, limits), local);
            assertEquals(3, acme.callsMade(administration));
        }
    }

    private void assertInDoubt(CallGate gate, HikariDataSource administration) throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<CallDecision> decision = caller.submit(() -> gate.decide(acme.request));
            awaitCanceled(administration);
            ExecutionException failed = assertThrows(ExecutionException.class, () -> decision.get(1, TimeUnit.MINUTES));
            assertInstanceOf(StoreException.OutcomeUnknown.class, failed.getCause(), failed::toString);
        } finally {
            caller.shutdownNow();
        }
    }

    private static void awaitCanceled(HikariDataSource administration) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        try (Connection connection = administration.getConnection();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (var rows = statement.executeQuery(CANCEL_WAITING)) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        return;
                    }
                }
                assertTrue(System.nanoTime() < deadline, "nobody waits for the standby");
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }
}
