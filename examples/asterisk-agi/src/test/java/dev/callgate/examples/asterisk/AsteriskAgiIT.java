package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started, and stopped by a signal. */
@Timeout(120)
class AsteriskAgiIT {
    @Test
    void answersUntilItIsStopped(@TempDir Path folder) throws Exception {
        int port = Acme.freePort();
        Process program = start(
                "--port",
                String.valueOf(port),
                "--url",
                "jdbc:h2:file:" + folder.resolve("database"),
                "--organization",
                "acme",
                "--region",
                "US",
                "--zone",
                "America/New_York");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(out, "listening  on 127.0.0.1 port " + port);
            assertEquals("no_assignment", decided(port, "2125550142").reason());
            assertEquals("1", decided(port, "911").allowed());
            program.toHandle().destroy(); // which leaves its output to be read
            assertEquals("  stopped", out.lines().collect(Collectors.joining("\n")));
            assertTrue(program.waitFor(30, TimeUnit.SECONDS));
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        } finally {
            program.destroyForcibly();
        }
    }

    private static Channel decided(int port, String number) throws IOException {
        return new Channel("1.1").extension(number).agi(port, "decide?agent=agent-1");
    }

    private static void awaitLine(BufferedReader out, String text) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            line = out.readLine();
        }
        assertTrue(line != null, "the program ended");
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                AsteriskAgi.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
