package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What tests of installed servers have in common. */
final class Servers {
    /** Linux gives the ports from 32768 on to outgoing connections, unless it is configured otherwise. */
    private static final int FIRST_PORT = 15_000;

    private static final int END_OF_PORTS = 32_000;

    private Servers() {}

    /**
     * Requires that programs are installed. If one is not, the test fails on a build server and is skipped elsewhere.
     *
     * @param packages the Debian packages to install, for the message
     * @param programs names, which are looked up in PATH, or absolute paths of programs and libraries
     */
    static void requireInstalled(String packages, String... programs) {
        for (String program : programs) {
            boolean installed = isInstalled(program);
            String message = "%s is not installed (Debian: %s)".formatted(program, packages);
            if (System.getenv("CI") == null) {
                assumeTrue(installed, message);
            }
            assertTrue(installed, message);
        }
    }

    private static boolean isInstalled(String program) {
        if (program.startsWith("/")) {
            return Files.exists(Path.of(program));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Returns a command that runs as another user. Only root can do that; anybody else runs it as oneself. */
    static List<String> as(String user, List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> changed =
                new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--"));
        changed.addAll(command);
        return changed;
    }

    /**
     * Runs a command, and returns what it printed.
     *
     * @throws AssertionError if it fails, or takes longer
     */
    static String run(Duration longest, List<String> command) throws IOException, InterruptedException {
        File output = Files.createTempFile("callgate", ".out").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String printed = Files.readString(output.toPath());
            assertTrue(ended, () -> "%s did not end within %s: %s".formatted(command, longest, printed));
            assertEquals(0, process.exitValue(), () -> command + ": " + printed);
            return printed;
        } finally {
            Files.delete(output.toPath());
        }
    }

    /**
     * Returns ports on which nobody listens, all of them different. They are below those that systems give to outgoing connections, so
     * that none is taken by a client before its server starts, or while the server is down.
     */
    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            while (sockets.size() < count) {
                listen(ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS))
                        .ifPresent(sockets::add);
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Optional<ServerSocket> listen(int port) throws IOException {
        try {
            return Optional.of(new ServerSocket(port));
        } catch (BindException e) {
            return Optional.empty();
        }
    }

    /** Waits for a condition; a check that throws is not met yet. */
    static void await(Duration longest, String what, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Throwable failed = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                failed = e;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("%s: not within %s".formatted(what, longest), failed);
    }
}
