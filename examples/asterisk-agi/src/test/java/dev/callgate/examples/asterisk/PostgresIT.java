package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PostgresIT {
    @Test
    @DisplayName(
            "D2 D4 D7 of 100 sessions on PostgreSQL, a limit of 60 allows 60; when the server is gone, all are refused, and an"
                    + " emergency call is not; when it is back, nothing more is counted")
    void serverStopped(@TempDir Path folder) throws Exception {
        int port = Acme.freePort();
        EmbeddedPostgres server = start(folder, port);
        String url = server.getJdbcUrl("postgres", "postgres");
        // The first answers however busy the machine is; the second, however gone the database.
        try (Database patient = Database.open(url, null, null);
                Acme acme = Acme.on(patient, 60);
                Database hasty = Database.open(url, null, null, 10, Duration.ofSeconds(1));
                Acme second = Acme.beside(hasty)) {
            HundredSessions first = HundredSessions.decide(acme, "first-");
            first.assertAllowed(60, "daily_limit_reached");
            assertEquals(60, acme.counted());
            Channel allowed = first.channels().stream()
                    .filter(each -> each.allowed().equals("1"))
                    .findFirst()
                    .orElseThrow();

            server.close();
            assertTimeout(Duration.ofSeconds(20), () -> HundredSessions.decide(second, "second-")
                    .assertAllowed(0, "store_unavailable", "outcome_unknown"));
            assertEquals("1", second.decide(new Channel("emergency"), "911").allowed());
            assertTrue(Set.of("store_unavailable", "outcome_unknown")
                    .contains(
                            second.complete(allowed.with("DIALSTATUS", "BUSY")).variable("CALLGATE_OUTCOME")));

            server = start(folder, port);
            assertEquals(60, counted(server));
            assertEquals("busy", completed(second, allowed));
            assertEquals("call_completed", acme.decide(allowed, Acme.CALLEE).reason(), allowed::toString);
            assertEquals(60, counted(server));
        } finally {
            server.close();
        }
    }

    /** By a pool of its own, which does not have to notice that the server is back. */
    private static int counted(EmbeddedPostgres server) {
        try (Database database = Database.open(server.getJdbcUrl("postgres", "postgres"), null, null)) {
            return Acme.counted(database.validatedStorage());
        }
    }

    /** Tells until the pool has noticed that the server is back. */
    private static String completed(Acme acme, Channel channel) throws IOException {
        String outcome;
        do {
            outcome = acme.complete(channel).variable("CALLGATE_OUTCOME");
        } while (outcome.equals("store_unavailable"));
        return outcome;
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(5))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }
}
