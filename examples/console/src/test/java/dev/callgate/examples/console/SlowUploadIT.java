package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.host.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowUploadIT {
    private static final String BULK = "/api/v1/phone-numbers/bulk-upload";
    private static final int BATCH = 1_000;
    private static final int LENGTH = 1_000_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(30);

    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-03-02T12:00:00Z"));

    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.at(
                CLOCK, "--callgate.console.upload-grace=20s", "--callgate.console.slowest-upload=1KB");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static String rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj("+49151%08d\n"::formatted)
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "multipart/form-data; boundary=b"})
    @DisplayName(
            "L10 an upload that arrives in trickles, each in time for the server's own limit, ends with 408, and the organization's next one is taken")
    void trickling(String type) throws Exception {
        Company company = console.company(type.substring(0, 4));
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.csv\"\r\n\r\n";
        String answer = upload(company, type, type.startsWith("multipart") ? part : "");
        assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        assertTrue(answer.contains("\"code\":\"request_timeout\""), answer);
        assertNextUploadIsAccepted(company);
    }

    @Test
    @DisplayName("L10 an upload that is told line by line, and arrives in trickles, ends with a line that says so")
    void tricklingByLine() throws Exception {
        Company company = console.company("lines");
        double before = endedBefore();
        try (SteppedUpload upload =
                new SteppedUpload(console.at(BULK), company.login(Role.ADMIN), "text/csv", LENGTH)) {
            String begin = rows(0, 2 * BATCH);
            upload.send(begin);
            String first = upload.line();
            assertTrue(first.contains("\"added\":1000"), first);
            sendSlowly(before, LENGTH - begin.length(), upload::send);
            String last = last(upload);
            assertTrue(last.startsWith("{\"success\":false"), last);
            assertTrue(last.contains("\"code\":\"request_timeout\""), last);
        }
        assertNextUploadIsAccepted(company);
    }

    /** Returns the line that says what came of an upload. */
    private static String last(SteppedUpload upload) throws IOException {
        String line = upload.line();
        while (line.contains("\"progress\"")) {
            line = upload.line();
        }
        return line;
    }

    /** Uploads a form or a file in trickles, and returns the answer. */
    private static String upload(Company company, String type, String begin) throws Exception {
        double before = endedBefore();
        try (Socket socket =
                new Socket(console.at("/").getHost(), console.at("/").getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            Sender sender = text -> {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            };
            sender.send(
                    """
                    POST %s HTTP/1.1
                    Host: localhost
                    Authorization: %s
                    Content-Type: %s
                    Content-Length: %d
                    Connection: close

                    """.formatted(BULK, company.login(Role.ADMIN), type, LENGTH).replace("\n", "\r\n"));
            sender.send(begin);
            sendSlowly(before, LENGTH - begin.length(), sender);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a client writes to its connection. */
    private interface Sender {
        void send(String text) throws IOException;
    }

    /** Sends a byte each time that the clock has moved, until an upload has ended; then the rest, which the server takes to be read. */
    private static void sendSlowly(double before, int length, Sender sender) throws Exception {
        int left = length;
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (ended() == before) {
            assertTrue(System.nanoTime() < end, "the upload goes on");
            CLOCK.moveTo(CLOCK.instant().plus(STEP));
            sender.send("\n");
            left--;
            Thread.sleep(10);
        }
        sender.send("\n".repeat(left));
    }

    /** Returns how many uploads are over. Some of them may be counted after they were answered. */
    private static double endedBefore() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!console.isIdle()) {
            assertTrue(System.nanoTime() < end, "an earlier upload goes on");
            Thread.sleep(10);
        }
        return ended();
    }

    /** How many bulk uploads are over, however they ended. */
    private static double ended() {
        return console.bean(MeterRegistry.class).find("http.server.requests").tag("uri", BULK).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static void assertNextUploadIsAccepted(Company company) {
        Answer next = console.send(company.login(Role.ADMIN), "POST", BULK, "text/csv", "+12025550123\n");
        assertEquals(200, next.status(), next.text());
        assertEquals(1, next.json().get("added").asInt(), next.text());
    }

    @Test
    @DisplayName("L10 an upload that takes long, and arrives fast enough, is not ended")
    void longButSteady() throws Exception {
        Company company = console.company("steady");
        int batches = 12;
        int length = rows(0, batches * BATCH).length();
        try (SteppedUpload upload =
                new SteppedUpload(console.at(BULK), company.login(Role.ADMIN), "text/csv", length)) {
            // Always a batch ahead, since the server reads more than it takes.
            upload.send(rows(0, BATCH));
            for (int batch = 1; batch < batches; batch++) {
                CLOCK.moveTo(CLOCK.instant().plusSeconds(10));
                upload.send(rows(batch * BATCH, BATCH));
                String line = upload.line();
                assertTrue(line.contains("\"added\":%d".formatted(batch * BATCH)), line);
            }
            String last = last(upload);
            assertTrue(last.startsWith("{\"success\":true"), last);
        }
    }
}
