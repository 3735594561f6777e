package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowClientsIT {
    private static final int CLIENTS = 220;

    /** The time for a body, that for one byte, and what a loaded machine takes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /login application/x-www-form-urlencoded 8000",
                "POST /login application/x-www-form-urlencoded 1000000",
                "POST /api/v1/calls application/json 8000",
                "POST /api/v1/calls application/json 8000 made-up",
                "POST /api/v1/calls text/csv 8000 made-up"
            })
    @DisplayName("while strangers send a byte every second, decisions are answered; all of them are disconnected")
    void decisionsGoOn(String request) throws Exception {
        String[] parts = request.split(" ");
        String credentials = parts.length > 4 ? "Authorization: Bearer %s\r\n".formatted(parts[4]) : "";
        List<Socket> clients = new ArrayList<>();
        ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
        try (RunningConsole console = RunningConsole.start()) {
            Company company = console.company("acme");
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket =
                        new Socket(console.at("/").getHost(), console.at("/").getPort());
                socket.setSoTimeout((int) TIMEOUT.toMillis());
                socket.getOutputStream()
                        .write("%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: %s\r\nContent-Length: %s\r\n\r\na"
                                .formatted(parts[0], parts[1], credentials, parts[2], parts[3])
                                .getBytes(StandardCharsets.US_ASCII));
                clients.add(socket);
            }
            dripping.scheduleWithFixedDelay(() -> clients.forEach(SlowClientsIT::sendSlowly), 1, 1, TimeUnit.SECONDS);
            for (int i = 0; i < 5; i++) {
                Answer answer = console.send(
                        company.login(Role.DIALER),
                        "POST",
                        "/api/v1/calls/preview",
                        "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(company.agent()));
                assertEquals(200, answer.status(), answer.text());
            }
            for (Socket each : clients) {
                awaitEnd(each);
            }
        } finally {
            dripping.shutdownNow();
            for (Socket each : clients) {
                each.close();
            }
        }
    }

    private static void sendSlowly(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException e) {
            // disconnected, which is what the test waits for where it reads
        }
    }

    /** Reads until the server disconnects; a client that stays connected ends the test with a SocketTimeoutException. */
    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // The server reset the connection, since the client still sent.
        }
    }
}
