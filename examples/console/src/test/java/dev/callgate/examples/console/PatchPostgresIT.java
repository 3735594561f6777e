package dev.callgate.examples.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatchPostgresIT {
    private static EmbeddedPostgres server;
    private static RunningConsole console;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        console = RunningConsole.on(server.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        server.close();
    }

    @Test
    @DisplayName("M4 on PostgreSQL, a PATCH changes everything that it names, or nothing; what it does not name stays")
    void allOrNothing() {
        new Patches(console, "whole").allOrNothing();
    }

    @Test
    @DisplayName("M4 on PostgreSQL, of two changes at once, both survive")
    void bothChangesAreKept() throws Exception {
        new Patches(console, "both").bothChangesAreKept();
    }

    @Test
    @DisplayName("M4 on PostgreSQL, changes of different fields at once all survive, and each is audited once")
    void allChangesAreKept() throws Exception {
        new Patches(console, "all").allChangesAreKept();
    }
}
