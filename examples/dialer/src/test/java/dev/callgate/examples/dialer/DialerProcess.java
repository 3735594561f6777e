package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A dialer in a process of its own. */
record DialerProcess(Process process, Path output) {
    private static final long LONGEST_SECONDS = 60;
    private static final long MILLIS_BETWEEN_LOOKS = 5;

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

    /** Waits until something is so, as long as the process runs. */
    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(process.isAlive(), this::printed);
            assertTrue(System.nanoTime() < deadline, this::printed);
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), this::printed);
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
