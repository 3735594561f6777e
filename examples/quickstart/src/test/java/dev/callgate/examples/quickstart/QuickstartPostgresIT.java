package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story is the same on every database. */
class QuickstartPostgresIT {
    @TempDir
    Path dir;

    @Test
    void printsTheSameOnPostgresAsOnH2() throws IOException {
        Run h2 = Run.of("--url", "jdbc:h2:file:" + dir.resolve("database"));
        Run postgres;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofMinutes(5))
                .start()) {
            postgres = Run.of("--url", server.getJdbcUrl("postgres", "postgres"));
        }
        assertEquals(0, postgres.status(), () -> postgres.err().toString());
        assertTrue(postgres.out().get(1).contains("jdbc:postgresql:"), () -> postgres.out()
                .get(1));
        assertEquals(String.join("\n", h2.story()), String.join("\n", postgres.story()));
    }
}
