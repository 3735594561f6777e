package dev.callgate.examples.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that a test started. It is killed at the end. */
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server.
     *
     * @param user the user to run it as, if the test runs as root
     * @param log the file that its output is added to
     * @param environment variables that it has besides those of the test
     */
    static ServerProcess start(String user, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Servers.as(user, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it printed so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** kill -9 of it and all that it started, as if the machine lost its power. It is stopped first, so that it starts no more. */
    void killAll() throws IOException, InterruptedException {
        signal("STOP");
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Sends a signal, such as STOP or CONT, to it and all that it started. */
    void signal(String name) throws IOException, InterruptedException {
        if (!isAlive()) {
            return;
        }
        List<String> pids = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> Long.toString(each.pid()))
                .toList();
        Servers.run(
                LONGEST,
                Stream.concat(Stream.of("kill", "-" + name), pids.stream()).toList());
    }

    /** Lets it shut down. */
    void terminate() throws InterruptedException {
        process.destroy();
        Servers.await(LONGEST, "the end of process " + process.pid(), () -> !process.isAlive());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        killAll();
    }
}
