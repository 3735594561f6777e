package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
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
        String url = "jdbc:h2:file:" + folder.resolve("database");
        try (Database database = Database.open(url, null, null)) {
            Acme.on(database, 1).close();
        }
        Process program = start(
                "--port",
                String.valueOf(port),
                "--url",
                url,
                "--organization",
                "acme",
                "--region",
                "US",
                "--zone",
                "America/New_York");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(out, "listening  on 127.0.0.1 port " + port);
            assertEquals(Acme.CALLEE, decided(port, "1.1", "2125550142").variable("CALLGATE_TO"));
            Channel refused = decided(port, "1.2", "2125550142");
            assertEquals("daily_limit_reached", refused.reason());
            assertEquals(
                    LocalTime.MIDNIGHT,
                    Instant.parse(refused.variable("CALLGATE_NEXT"))
                            .atZone(Acme.ZONE)
                            .toLocalTime());
            assertEquals("1", decided(port, "1.3", "911").allowed());
            program.toHandle().destroy(); // which leaves its output to be read
            assertEquals("  stopped", out.lines().collect(Collectors.joining("\n")));
            assertTrue(program.waitFor(30, TimeUnit.SECONDS));
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        } finally {
            program.destroyForcibly();
        }
    }

    private static Channel decided(int port, String id, String number) throws IOException {
        return new Channel(id).extension(number).agi(port, "decide?agent=agent-1");
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
