package dev.callgate.examples.engines;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Galera cluster of MariaDB servers on this machine. */
final class Galera implements AutoCloseable {
    static final int NODES = 3;

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int JOINS = 3;
    private static final Path LIBRARY = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Pattern RECOVERED = Pattern.compile("Recovered position: ([0-9a-f-]+:-?\\d+)");

    private static final int PORTS_OF_NODE = 4;
    private static final String OPTIONS = "callgate?user=root&connectTimeout=2000&socketTimeout=10000";

    private static final String SETTINGS = """
            [mysqld]
            datadir=%1$s
            socket=%1$s/socket
            pid-file=%1$s/pid
            bind-address=127.0.0.1
            port=%2$d
            max_connections=300
            skip-name-resolve
            innodb_buffer_pool_size=64M
            innodb_log_file_size=32M
            innodb_flush_log_at_trx_commit=1
            binlog_format=ROW
            innodb_autoinc_lock_mode=2
            wsrep_on=ON
            wsrep_provider=%3$s
            wsrep_cluster_name=callgate
            wsrep_cluster_address=gcomm://%4$s
            wsrep_node_name=node%5$d
            wsrep_node_address=127.0.0.1:%6$d
            wsrep_sst_method=rsync
            wsrep_sst_receive_address=127.0.0.1:%7$d
            wsrep_provider_options="base_host=127.0.0.1;base_port=%6$d;gmcast.listen_addr=tcp://127.0.0.1:%6$d;ist.recv_addr=127.0.0.1:%8$d;ist.recv_bind=127.0.0.1;gcache.size=64M;evs.suspect_timeout=PT1S;evs.inactive_timeout=PT3S;evs.install_timeout=PT3S;evs.keepalive_period=PT0.2S;evs.inactive_check_period=PT0.2S"
            """;

    private final ServerFolder folder;
    private final int[] ports;
    private final List<ServerProcess> nodes = new ArrayList<>();

    private Galera(ServerFolder folder) throws IOException {
        this.folder = folder;
        this.ports = Servers.freePorts(NODES * PORTS_OF_NODE);
    }

    /** Starts three nodes, which have an empty database. */
    static Galera start() throws Exception {
        Servers.requireInstalled(
                "mariadb-server galera-4 rsync",
                "/usr/sbin/mariadbd",
                "mariadb-install-db",
                "rsync",
                LIBRARY.toString());
        ServerFolder folder = ServerFolder.of("mysql");
        Galera cluster = new Galera(folder);
        try {
            cluster.startAll();
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() throws Exception {
        for (int node = 0; node < NODES; node++) {
            Path data = folder.folder("node" + node);
            if (node == 0) {
                Servers.run(
                        LONGEST,
                        Servers.as(
                                "mysql",
                                List.of(
                                        "mariadb-install-db",
                                        "--no-defaults",
                                        "--datadir=" + data,
                                        "--auth-root-authentication-method=normal",
                                        "--skip-test-db",
                                        "--innodb-log-file-size=32M")));
            }
            folder.write("node" + node + ".cnf", settings(node, data));
            nodes.add(launch(node, node == 0 ? List.of("--wsrep-new-cluster") : List.of()));
            await(node, node + 1);
        }
        createDatabase("callgate");
    }

    /** Creates a database, and waits until every node has it. */
    void createDatabase(String name) throws Exception {
        execute(0, "CREATE DATABASE " + name);
        for (int node = 1; node < NODES; node++) {
            int other = node;
            Servers.await(LONGEST, "database %s on node %d".formatted(name, node), () -> {
                execute(other, "USE " + name);
                return true;
            });
        }
    }

    private int port(int node, int which) {
        return ports[node * PORTS_OF_NODE + which];
    }

    private String settings(int node, Path data) {
        String members = String.join(
                ",",
                IntStream.range(0, NODES)
                        .mapToObj(each -> "127.0.0.1:" + port(each, 1))
                        .toList());
        return SETTINGS.formatted(
                data, port(node, 0), LIBRARY, members, node, port(node, 1), port(node, 2), port(node, 3));
    }

    private List<String> command(int node, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of("/usr/sbin/mariadbd", "--defaults-file=" + folder.path().resolve("node" + node + ".cnf")));
        command.addAll(options);
        return command;
    }

    private Path log(int node) {
        return folder.path().resolve("node" + node + ".log");
    }

    private ServerProcess launch(int node, List<String> options) throws IOException {
        return ServerProcess.start("mysql", log(node), Map.of(), command(node, options));
    }

    /** kill -9 of a node. */
    void kill(int node) throws Exception {
        nodes.get(node).killAll();
    }

    /** Starts a node that was killed; it joins the others where it left off. */
    void restart(int node) throws Exception {
        String recovery = Servers.run(LONGEST, Servers.as("mysql", command(node, List.of("--wsrep-recover"))));
        Matcher position = RECOVERED.matcher(recovery);
        List<String> options = position.find() ? List.of("--wsrep-start-position=" + position.group(1)) : List.of();
        nodes.set(node, launch(node, options));
    }

    /**
     * Waits until a node is in step with the others, of a cluster of so many nodes. A node that ends while it joins is started again: on
     * a busy machine, the short time-outs of this cluster may end a copy of the data.
     */
    void await(int node, int size) throws Exception {
        try {
            for (int joined = 1; !isInStep(node, size); joined++) {
                if (joined == JOINS) {
                    throw new AssertionError("node %d ended %d times".formatted(node, joined));
                }
                nodes.set(node, launch(node, List.of()));
            }
        } catch (AssertionError e) {
            String log = nodes.get(node).log();
            String errors = log.lines().filter(line -> line.contains("[ERROR]")).collect(Collectors.joining("\n"));
            throw new AssertionError("%s%n%s%n%s".formatted(e.getMessage(), errors, log), e);
        }
    }

    /** Waits until a node is in step, and returns whether it is: it may have ended. */
    private boolean isInStep(int node, int size) throws InterruptedException {
        ServerProcess process = nodes.get(node);
        Servers.await(
                LONGEST,
                "node %d in a cluster of %d".formatted(node, size),
                () -> !process.isAlive()
                        || (status(node, "wsrep_local_state_comment").equals("Synced")
                                && status(node, "wsrep_ready").equals("ON")
                                && status(node, "wsrep_cluster_size").equals(Integer.toString(size))));
        return process.isAlive();
    }

    String status(int node, String variable) throws SQLException {
        try (Connection connection = connect(node);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '%s'".formatted(variable))) {
            return rows.next() ? rows.getString(2) : "";
        }
    }

    void execute(int node, String sql) throws SQLException {
        try (Connection connection = connect(node);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(int node) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%d/?user=root&connectTimeout=2000&socketTimeout=10000"
                        .formatted(port(node, 0)));
    }

    /** The URL of one node. */
    String url(int node) {
        return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port(node, 0), OPTIONS);
    }

    /** The URL of a node and then the others, where the driver goes when it is gone. */
    String urlFrom(int node) {
        List<String> hosts = IntStream.range(node, node + NODES)
                .mapToObj(each -> "127.0.0.1:" + port(each % NODES, 0))
                .toList();
        return "jdbc:mariadb:sequential://%s/%s".formatted(String.join(",", hosts), OPTIONS);
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws Exception {
        try {
            for (ServerProcess each : nodes) {
                each.close();
            }
        } finally {
            folder.close();
        }
    }
}
