package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.NumberQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BulkUploadIT {
    private static final String BULK = "/api/v1/phone-numbers/bulk-upload";
    private static final String BY_LINE = "application/x-ndjson";
    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final int BATCH = 1_000;
    private static final int LARGEST_FILE = 1_550_000;
    private static final int LARGEST_JSON = 100_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private final HttpClient http = HttpClient.newHttpClient();
    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start(
                "--spring.servlet.multipart.max-file-size=" + LARGEST_FILE + "B",
                "--callgate.console.max-json-size=" + LARGEST_JSON + "B");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
    }

    /** So many rows, each of a number of its own. */
    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj("+49151%08d\n"::formatted).collect(Collectors.joining());
    }

    private static String body(String type, String rows) {
        return switch (type) {
            case MULTIPART ->
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.csv\"\r\n\r\n%s\r\n--b--\r\n"
                        .formatted(rows);
            case "application/json" -> "{\"numbers\": \"%s\"}".formatted(rows.replace("\n", "\\n"));
            default -> rows;
        };
    }

    private HttpResponse<String> upload(String type, String rows, String accept, String query)
            throws IOException, InterruptedException {
        return http.send(
                request(company.login(Role.ADMIN), type, accept, query, BodyPublishers.ofString(body(type, rows))),
                BodyHandlers.ofString());
    }

    private static HttpRequest request(String login, String type, String accept, String query, BodyPublisher body) {
        return HttpRequest.newBuilder(console.at(BULK + query))
                .header("Authorization", login)
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(body)
                .build();
    }

    private static List<JsonNode> lines(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(BY_LINE, answer.headers().firstValue("Content-Type").orElse(""));
        return answer.body().lines().map(JSON::readTree).toList();
    }

    private long inventory() {
        return console.bean(NumberInventory.class)
                .count(NumberQuery.of(company.organization().id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", MULTIPART})
    @DisplayName("K3 told line by line, the last line is the report, and the lines before say how far it is")
    void byLine(String type) throws Exception {
        String rows = rows(2 * BATCH + 10) + "nonsense\n";
        JsonNode report =
                JSON.readTree(upload(type, rows, "*/*", "?dry_run=true").body());
        List<JsonNode> lines = lines(upload(type, rows, BY_LINE, "?dry_run=true"));
        assertEquals(report, lines.get(lines.size() - 1));
        assertEquals(0, inventory());
        lines = lines(upload(type, rows, BY_LINE, ""));
        assertEquals(2 * BATCH + 10, lines.get(lines.size() - 1).get("added").asInt());
        assertEquals(BATCH, lines.get(0).at("/progress/rows").asInt());
        assertEquals(BATCH, lines.get(0).at("/progress/added").asInt());
        assertEquals(0, lines.get(0).at("/progress/rejected").asInt());
        assertEquals(2 * BATCH + 10, inventory());
    }

    @Test
    @DisplayName("K3 a file of 100,000 lines is told in percents, each once, and all of it lands")
    void large() throws Exception {
        List<JsonNode> lines = lines(upload(MULTIPART, rows(100_000), BY_LINE, ""));
        List<Integer> percents = lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.at("/progress/percent").asInt(-1))
                .toList();
        assertEquals(percents.stream().sorted().distinct().toList(), percents);
        assertTrue(percents.size() > 50 && percents.get(0) <= 10, percents::toString);
        assertEquals(100, percents.get(percents.size() - 1));
        assertEquals(100_000, lines.get(lines.size() - 1).get("added").asInt());
        assertEquals(100_000, inventory());
    }

    @Test
    @DisplayName("K3 a line is there while the rest of the file is not even sent")
    void whileItRuns() throws Exception {
        String rows = rows(5 * BATCH);
        int half = rows.length() / 2;
        try (SteppedUpload upload =
                new SteppedUpload(console.at(BULK), company.login(Role.ADMIN), "text/csv", rows.length())) {
            upload.send(rows.substring(0, half));
            JsonNode first = JSON.readTree(upload.line()).get("progress");
            assertEquals(BATCH, first.get("rows").asInt());
            int percent = first.get("percent").asInt();
            assertTrue(percent > 0 && percent <= 50, first::toString);
            upload.send(rows.substring(half));
            JsonNode last = JSON.readTree(upload.line());
            while (last.has("progress")) {
                last = JSON.readTree(upload.line());
            }
            assertEquals(5 * BATCH, last.get("added").asInt());
        }
    }

    @Test
    @DisplayName("K3 where the size of an upload is not known, there is no percent")
    void unknownSize() throws Exception {
        BodyPublisher unmeasured = BodyPublishers.fromPublisher(BodyPublishers.ofString(rows(BATCH)));
        List<JsonNode> lines = lines(http.send(
                request(company.login(Role.ADMIN), "text/csv", BY_LINE, "", unmeasured), BodyHandlers.ofString()));
        assertEquals(
                "{\"progress\":{\"rows\":1000,\"added\":1000,\"rejected\":0}}",
                lines.get(0).toString());
        assertEquals(2, lines.size());
    }

    @Test
    @DisplayName(
            "K3 of an upload whose client goes away before its end, whole batches land, and the next adds the rest")
    void disconnectedWhileSending() throws Exception {
        String rows = rows(3 * BATCH);
        long before = ended();
        SteppedUpload upload =
                new SteppedUpload(console.at(BULK), company.login(Role.ADMIN), "text/csv", rows.length());
        upload.send(rows.substring(0, rows.length() - 100));
        upload.line();
        try (CapturedLog log = new CapturedLog()) {
            upload.close();
            waitUntil(() -> ended() > before);
            assertLoggedOnce(log);
        }
        assertEquals(2 * BATCH, inventory());
        assertRest(rows, BATCH);
    }

    @Test
    @DisplayName("K3 an upload whose client goes away while it lands breaks off, and the next adds the rest")
    void disconnectedWhileImporting() throws Exception {
        int count = 30 * BATCH;
        String body = body(MULTIPART, rows(count));
        long before = ended();
        SteppedUpload upload = new SteppedUpload(console.at(BULK), company.login(Role.ADMIN), MULTIPART, body.length());
        upload.send(body);
        upload.line();
        try (CapturedLog log = new CapturedLog()) {
            upload.cut();
            waitUntil(() -> ended() > before);
            assertLoggedOnce(log);
        }
        long landed = inventory();
        assertTrue(landed > 0 && landed < count, () -> landed + " numbers");
        assertEquals(0, landed % BATCH);
        assertRest(rows(count), count - landed);
    }

    /** Requires that the log says that the client went away, and nothing else. An upload is counted before Tomcat asks for its error page. */
    private static void assertLoggedOnce(CapturedLog log) throws InterruptedException {
        waitUntil(console::isIdle);
        List<String> lines = CapturedLog.lines(log.events());
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("INFO "), lines::toString);
        assertTrue(lines.get(0).contains("a bulk upload ended because its client disconnected"), lines::toString);
    }

    private void assertRest(String rows, long missing) throws Exception {
        List<JsonNode> lines = lines(upload("text/csv", rows, BY_LINE, ""));
        JsonNode report = lines.get(lines.size() - 1);
        assertEquals(missing, report.get("added").asLong());
        assertEquals(rows.lines().count(), inventory());
    }

    /** How many bulk uploads are over, however they ended. */
    private static long ended() {
        return console.bean(MeterRegistry.class).find("http.server.requests").tag("uri", BULK).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it took too long");
            Thread.sleep(10);
        }
    }

    @Test
    @DisplayName(
            "what is refused before the first line is told as ever, with its status; also to those who may not ask")
    void refused() throws Exception {
        HttpResponse<String> header = upload("text/csv", "provider,country\ntelnyx,US\n", BY_LINE, "");
        assertEquals(422, header.statusCode(), header.body());
        assertEquals(
                "application/json", header.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "invalid_value", JSON.readTree(header.body()).at("/error/code").asString());
        HttpResponse<String> query = upload("text/csv", rows(1), BY_LINE, "?dry_run=perhaps");
        assertEquals(400, query.statusCode(), query.body());
        assertEquals("dry_run", JSON.readTree(query.body()).at("/error/field").asString());
        for (Role role : List.of(Role.MANAGER, Role.DIALER)) {
            HttpResponse<String> forbidden = http.send(
                    request(company.login(role), "text/csv", BY_LINE, "", BodyPublishers.ofString(rows(1))),
                    BodyHandlers.ofString());
            assertEquals(403, forbidden.statusCode(), forbidden.body());
            assertEquals(
                    "forbidden",
                    JSON.readTree(forbidden.body()).at("/error/code").asString());
        }
        assertEquals(0, inventory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", MULTIPART})
    @DisplayName("an upload may be as large as is said, and not a byte larger: 413, in each form")
    void tooLarge(String type) throws Exception {
        for (boolean measured : List.of(true, false)) {
            HttpResponse<String> fits = sendSized(type, 0, measured, "*/*");
            assertEquals(200, fits.statusCode(), fits.body());
            HttpResponse<String> tooLarge = sendSized(type, 1, measured, "*/*");
            assertEquals(413, tooLarge.statusCode(), tooLarge.body());
            assertEquals(
                    "content_too_large",
                    JSON.readTree(tooLarge.body()).at("/error/code").asString());
        }
    }

    /** A row and blanks behind it, so many bytes more than there may be. */
    private HttpResponse<String> sendSized(String type, int more, boolean measured, String accept)
            throws IOException, InterruptedException {
        String rows = rows(1);
        int room = type.equals("application/json")
                ? LARGEST_JSON - body(type, rows).length()
                : LARGEST_FILE - rows.length();
        String body = body(type, rows + " ".repeat(room + more));
        BodyPublisher publisher = BodyPublishers.ofString(body);
        return http.send(
                request(
                        company.login(Role.ADMIN),
                        type,
                        accept,
                        "?dry_run=true",
                        measured ? publisher : BodyPublishers.fromPublisher(publisher)),
                BodyHandlers.ofString());
    }

    @Test
    @DisplayName("K3 what breaks off after the first line is told in the last, and what has landed stays")
    void tooLargeInTheMiddle() throws Exception {
        String rows = rows(3 * BATCH) + "\n".repeat(LARGEST_FILE);
        BodyPublisher unmeasured = BodyPublishers.fromPublisher(BodyPublishers.ofString(rows));
        List<JsonNode> lines = lines(http.send(
                request(company.login(Role.ADMIN), "text/csv", BY_LINE, "", unmeasured), BodyHandlers.ofString()));
        JsonNode last = lines.get(lines.size() - 1);
        assertFalse(last.get("success").asBoolean(true));
        assertEquals("content_too_large", last.at("/error/code").asString());
        assertEquals(3 * BATCH, inventory());
    }
}
