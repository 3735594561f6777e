package dev.callgate.storage.jdbc;

import java.sql.SQLException;
import org.h2.tools.Server;

/** A database that another process can open: H2's databases in memory are served for as long as this is open. */
final class SharedDatabase implements AutoCloseable {
    private static final String H2_IN_MEMORY = "jdbc:h2:mem:";

    private final String url;
    private final Server server;

    private SharedDatabase(String url, Server server) {
        this.url = url;
        this.server = server;
    }

    static SharedDatabase of(String url) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0");
        if (!url.startsWith(H2_IN_MEMORY)) {
            return new SharedDatabase(url, server);
        }
        server.start();
        return new SharedDatabase(
                url.replace(H2_IN_MEMORY, "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:"), server);
    }

    /** The URL for the other process. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        server.stop();
    }
}
