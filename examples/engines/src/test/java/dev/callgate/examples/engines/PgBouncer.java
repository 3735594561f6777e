package dev.callgate.examples.engines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PgBouncer in front of a PostgreSQL server on this machine, in transaction mode. One database has two more names: {@code session},
 * in session mode, and {@code single}, with a single connection to the server.
 */
final class PgBouncer implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/pgbouncer";

    private final ServerFolder folder;
    private final ServerProcess process;
    private final int port;

    private PgBouncer(ServerFolder folder, ServerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param server the port of PostgreSQL
     * @param database the database that has more names
     * @param settings lines of its configuration
     */
    static PgBouncer start(int server, String database, String... settings) throws IOException, InterruptedException {
        Servers.requireInstalled("pgbouncer", PROGRAM);
        int port = Servers.freePorts(1)[0];
        ServerFolder folder = ServerFolder.of("postgres");
        Path configuration =
                folder.write("pgbouncer.ini", """
                [databases]
                session = host=127.0.0.1 port=%1$d user=postgres dbname=%2$s pool_mode=session pool_size=40
                single = host=127.0.0.1 port=%1$d user=postgres dbname=%2$s pool_size=1
                * = host=127.0.0.1 port=%1$d user=postgres

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %3$d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 8
                max_client_conn = 400
                %4$s
                """.formatted(server, database, port, String.join("\n", settings)));
        Path log = folder.write("log", "");
        ServerProcess process =
                ServerProcess.start("postgres", log, Map.of(), List.of(PROGRAM, configuration.toString()));
        PgBouncer pooler = new PgBouncer(folder, process, port);
        try {
            Servers.await(Duration.ofSeconds(30), "PgBouncer listens", pooler::isListening);
        } catch (InterruptedException | AssertionError e) {
            pooler.close();
            throw e;
        }
        return pooler;
    }

    private boolean isListening() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("PgBouncer has ended: " + process.log());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        }
    }

    String url(String database, String options) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres%s".formatted(port, database, options);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            process.close();
        } finally {
            folder.close();
        }
    }
}
