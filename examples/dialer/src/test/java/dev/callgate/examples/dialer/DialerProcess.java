package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A dialer in its own process. */
record DialerProcess(Process process, Path output) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static DialerProcess start(Path output, List<String> args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dialer.class.getName()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new DialerProcess(process, output);
    }

    /** Waits until a condition is true; fails if the process ends first. */
    void await(Callable<Boolean> condition) throws Exception {
        Eventually.isTrue(LIMIT, () -> condition.call() || !requireAlive(), this::printed);
    }

    private boolean requireAlive() {
        assertTrue(process.isAlive(), this::printed);
        return true;
    }

    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), this::printed);
        return process.exitValue();
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
