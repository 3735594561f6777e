package dev.callgate.examples.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Three PostgreSQL servers under Patroni, as {@code patroni.sh} starts them. */
final class Patroni implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final ServerFolder folder;
    private final List<String> script = new ArrayList<>();
    private final String url;

    private Patroni(ServerFolder folder) throws IOException, InterruptedException {
        this.folder = folder;
        int[] ports = Servers.freePorts(8);
        script.addAll(List.of(
                "env",
                "PG_PORTS=" + join(ports, 0, 3),
                "REST_PORTS=" + join(ports, 3, 6),
                "ETCD_PORTS=" + join(ports, 6, 8),
                Path.of("patroni.sh").toAbsolutePath().toString(),
                folder.path().toString()));
        this.url = run("up").strip();
    }

    private static String join(int[] ports, int from, int to) {
        return Arrays.stream(ports, from, to).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    static Patroni start() throws IOException, InterruptedException {
        Servers.requireInstalled(
                "patroni python3-etcd python3-psycopg2 etcd-server postgresql-15 curl",
                "patroni",
                "etcd",
                "curl",
                "/usr/lib/postgresql/15/bin/pg_rewind");
        ServerFolder folder = ServerFolder.of("postgres");
        try {
            return new Patroni(folder);
        } catch (Exception | Error e) {
            folder.close();
            throw e;
        }
    }

    /** The URL that follows the leader. */
    String url() {
        return url;
    }

    String leader() throws IOException, InterruptedException {
        return run("leader").strip();
    }

    void kill(String node) throws IOException, InterruptedException {
        run("kill", node);
    }

    void start(String node) throws IOException, InterruptedException {
        run("start", node);
    }

    void pause(String node) throws IOException, InterruptedException {
        run("pause", node);
    }

    void resume(String node) throws IOException, InterruptedException {
        run("resume", node);
    }

    /** Waits until so many members run, and one of them is a synchronous standby. */
    void await(int members) throws IOException, InterruptedException {
        run("await", Integer.toString(members));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(script);
        command.addAll(List.of(arguments));
        return Servers.run(LONGEST, command);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            run("down");
        } finally {
            folder.close();
        }
    }
}
