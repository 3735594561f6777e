package dev.callgate.examples.console;

import dev.callgate.host.MovableClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;

class AccessLogPostgresIT extends AccessLogContract {
    private EmbeddedPostgres server;

    @Override
    RunningConsole start(MovableClock standing) throws Exception {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        return RunningConsole.on(standing, server.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @Override
    void stopDatabase() throws Exception {
        server.close();
    }
}
