package dev.callgate.examples.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.annotation.Nullable;
import java.time.Duration;

class PolicyPostgresIT extends PolicyContract {
    @Nullable
    private EmbeddedPostgres server;

    @Override
    RunningConsole startConsole() throws Exception {
        if (server == null) {
            server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .start();
        }
        return RunningConsole.on(server.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @Override
    void stopDatabase() throws Exception {
        server.close();
    }
}
