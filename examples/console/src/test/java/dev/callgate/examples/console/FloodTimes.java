package dev.callgate.examples.console;

import static dev.callgate.examples.console.FloodRequest.bytes;

import dev.callgate.examples.console.PackagedConsole.Held;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.SteadyRequests.Times;
import dev.callgate.examples.console.login.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How long a dialer waits for decisions while strangers flood the console, and whether the console holds more afterwards. The jar is
 * started as a process of its own; the floods and the dialer share the machine with it. For people to read, and no test: run it by
 * {@code -Pflood-times}.
 *
 * <p>Options, each followed by its value:
 *
 * <ul>
 *   <li>{@code --seconds}: how long each flood, and each time without one, takes; 30;
 *   <li>{@code --floods}: which, such as {@code a,d}; all of {@code a} to {@code f};
 *   <li>{@code --end}: for how many seconds at most to wait until the console holds no more than before; 120;
 *   <li>{@code --heap}: the heap of the console; 256m;
 *   <li>{@code --silent}: how many silent connections; 1000;
 *   <li>{@code --database}: {@code h2}, in a file, or {@code postgresql}; h2;
 *   <li>{@code --jar}: the packaged console; target/callgate-console.jar;
 *   <li>{@code --decisions}: no floods, but so many decisions, one after another, by one token without cookies.
 * </ul>
 */
final class FloodTimes {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int WARM_UP_SECONDS = 10;
    private static final int WARM_UP_DECISIONS = 2_000;
    private static final int PAUSE_SECONDS = 5;
    private static final int THOUSAND = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** By how much the console may hold more than before, and be called back to it. */
    private static final long HEAP_MARGIN_KILOBYTES = 16 * 1024;

    private static final int THREADS_MARGIN = 16;

    private static final int LONG_NAME = 900_000;
    private static final int LONG_QUERY = 7_000;
    private static final int SLOW_FORMS = 240;
    private static final int ATTACKERS = 200;
    private static final int UPLOAD = 30_000_000;

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Map<String, String> options;
    private final PackagedConsole console;
    private final Company company;
    private final AtomicLong calls = new AtomicLong();
    private final int seconds;

    private FloodTimes(Map<String, String> options, PackagedConsole console, Company company) {
        this.options = options;
        this.console = console;
        this.company = company;
        this.seconds = Integer.parseInt(options.get("--seconds"));
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        Path folder = Files.createTempDirectory("flood-times");
        if (options.get("--database").equals("postgresql")) {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .start()) {
                run(options, folder, server.getJdbcUrl("postgres", "postgres"), "postgres");
            }
        } else {
            run(options, folder, "jdbc:h2:file:" + folder.resolve("callgate"), "callgate");
        }
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new HashMap<>(Map.of(
                "--seconds", "30",
                "--floods", "a,b,c,d,e,f",
                "--settle", "120",
                "--heap", "256m",
                "--silent", "1000",
                "--database", "h2",
                "--jar", "target/callgate-console.jar",
                "--decisions", "0"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "options are %s, each with a value, and not \"%s\"".formatted(options.keySet(), arguments[i]));
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static void run(Map<String, String> options, Path folder, String url, String user) throws Exception {
        Company company = PackagedConsole.seed(url, user);
        Path jar = Path.of(options.get("--jar"));
        try (PackagedConsole console = PackagedConsole.start(folder, jar, url, user, options.get("--heap"))) {
            FloodTimes times = new FloodTimes(options, console, company);
            int decisions = Integer.parseInt(options.get("--decisions"));
            if (decisions > 0) {
                times.decide(decisions);
            } else {
                times.flood();
            }
        }
    }

    private HttpRequest.Builder decision() {
        String call = "{\"agent_id\": \"%s\", \"to\": \"+1212555%04d\"}"
                .formatted(company.agent(), 100 + calls.getAndIncrement() % 100);
        return HttpRequest.newBuilder(console.at("/api/v1/calls"))
                .header("Authorization", company.login(Role.DIALER))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(call));
    }

    private static boolean isAllowed(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && answer.body().contains("\"allowed\":true");
    }

    private void decide(int decisions) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        // Until the console's code is compiled.
        for (int i = 0; i < Math.min(WARM_UP_DECISIONS, decisions); i++) {
            http.send(decision().build(), BodyHandlers.ofString());
        }
        double[] millis = new double[decisions];
        int allowed = 0;
        int cookies = 0;
        for (int i = 0; i < decisions; i++) {
            HttpRequest request = decision().build();
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            millis[i] = (double) (System.nanoTime() - start) / NANOS_PER_MILLI;
            allowed += isAllowed(answer) ? 1 : 0;
            cookies += answer.headers().firstValue("Set-Cookie").isPresent() ? 1 : 0;
        }
        print("%n%,d decisions, %,d allowed, %,d answers with a cookie%n", decisions, allowed, cookies);
        print("%n| decisions | p50 ms | p95 ms |%n|---|---|---|%n");
        int part = Math.min(THOUSAND, decisions);
        print("first", Arrays.copyOfRange(millis, 0, part));
        print("last", Arrays.copyOfRange(millis, decisions - part, decisions));
        print("%nheld afterwards: %s%n", console.held());
    }

    private static void print(String which, double[] millis) {
        Arrays.sort(millis);
        Times times = new Times(millis, 0, Double.MAX_VALUE);
        print("| %s %,d | %.2f | %.2f |%n", which, millis.length, times.percentile(50), times.percentile(95));
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /**
     * What was measured for some seconds.
     *
     * @param flood what the strangers sent and got
     * @param temporaryBytes the most that there were in temporary files
     */
    private record Measured(String flood, Times decisions, int healthUnanswered, long temporaryBytes) {}

    private void flood() throws Exception {
        measure("warm-up", null, WARM_UP_SECONDS);
        print(
                "Java %s, %d cores, heap of the console %s, database %s%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                options.get("--heap"),
                options.get("--database"));
        print("decisions at 20 a second by one token, health once a second; %d seconds each%n", seconds);
        print(
                "unanswered: not allowed within %d s, health not 200 within %d s; back: heap within %d MB, threads within %d, "
                        + "no more temporary files%n%n",
                TIMEOUT.toSeconds(), HEALTH_TIMEOUT.toSeconds(), HEAP_MARGIN_KILOBYTES / 1024, THREADS_MARGIN);
        print(
                "| flood | sent | answers | p50 ms | p95 ms | p95 to none | max ms | decisions unanswered | health unanswered "
                        + "| most temporary MB | held before | held after | back after s |%n");
        print("|---|---|---|---|---|---|---|---|---|---|---|---|---|%n");
        Measured before = measure("", null, seconds);
        printRow("none", before, "", "", "", "");
        for (FloodRequest each : floods()) {
            Held held = console.held();
            Measured during = measure(each.name(), each, seconds);
            String back = awaitRecovery(held);
            Held after = console.held();
            if (!console.answersWithin(RECOVERY)) {
                back = "does not answer";
            }
            if (!isNumber(back)) {
                // So that the next flood is measured by itself.
                back += "; started again";
                console.restart();
                measure("warm-up", null, WARM_UP_SECONDS);
            }
            Measured next = measure("", null, seconds);
            double none = (before.decisions().percentile(95) + next.decisions().percentile(95)) / 2;
            String ratio = String.format(Locale.ROOT, "%.1f", during.decisions().percentile(95) / none);
            printRow(each.name(), during, ratio, held.toString(), after.toString(), back);
            printRow("none", next, "", "", "", "");
            before = next;
        }
        print("%nOutOfMemoryError in the log: %d%n", console.outOfMemory());
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    private static void printRow(String name, Measured row, String ratio, String before, String after, String back) {
        Times times = row.decisions();
        print(
                "| %s | %s | %.1f | %.1f | %s | %s%.0f | %d of %d | %d | %.1f | %s | %s | %s |%n",
                name,
                row.flood(),
                times.percentile(50),
                times.percentile(95),
                ratio,
                times.unanswered() > 0 ? "> " : "",
                times.percentile(100),
                times.unanswered(),
                times.millis().length,
                row.healthUnanswered(),
                row.temporaryBytes() / 1e6,
                before,
                after,
                back);
    }

    private Measured measure(String name, FloodRequest flood, int duration) throws Exception {
        SteadyRequests decisions = SteadyRequests.begin(EVERY, TIMEOUT, this::decision, FloodTimes::isAllowed);
        SteadyRequests health = SteadyRequests.begin(
                Duration.ofSeconds(1),
                HEALTH_TIMEOUT,
                () -> HttpRequest.newBuilder(console.at("/actuator/health")),
                answer -> answer.statusCode() == 200);
        Flood running = flood == null ? null : Flood.begin(flood, console.address());
        long temporary = 0;
        for (int i = 0; i < duration; i++) {
            TimeUnit.SECONDS.sleep(1);
            temporary = Math.max(temporary, console.temporaryBytes());
        }
        String counted = " | ";
        if (running != null) {
            // The last answers are waited for while the flood goes on.
            Times times = decisions.end();
            int unhealthy = health.end().unanswered();
            FloodCounts counts = running.end();
            return new Measured(counts.sent() + " | " + counts, times, unhealthy, temporary);
        }
        return new Measured(counted, decisions.end(), health.end().unanswered(), temporary);
    }

    private String awaitRecovery(Held before) throws Exception {
        long start = System.nanoTime();
        long most = TimeUnit.SECONDS.toNanos(Long.parseLong(options.get("--settle")));
        while (true) {
            Held now = console.held();
            long passed = System.nanoTime() - start;
            if (now.heapKilobytes() >= 0
                    && now.heapKilobytes() <= before.heapKilobytes() + HEAP_MARGIN_KILOBYTES
                    && now.threads() <= before.threads() + THREADS_MARGIN
                    && now.temporaryFiles() <= before.temporaryFiles()) {
                return String.valueOf(TimeUnit.NANOSECONDS.toSeconds(passed));
            }
            if (passed > most) {
                return "not within " + options.get("--settle");
            }
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    private List<FloodRequest> floods() throws IOException, InterruptedException {
        Map<String, FloodRequest> all = new LinkedHashMap<>();
        all.put("a", longNames());
        all.put("b", strangers());
        all.put("c", slowForms());
        all.put("d", guessers());
        all.put("e", uploads());
        all.put("f", silent());
        List<FloodRequest> wanted = new ArrayList<>();
        for (String each : options.get("--floods").split(",")) {
            FloodRequest flood = all.get(each);
            if (flood == null) {
                throw new IllegalArgumentException("floods are %s, not \"%s\"".formatted(all.keySet(), each));
            }
            wanted.add(flood);
        }
        return wanted;
    }

    /** What a stranger's log-in page is answered with. */
    private record LoginPage(String cookies, String csrf) {}

    private LoginPage loginPage() throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(console.at("/login")).build(), BodyHandlers.ofString());
        String cookies = page.headers().allValues("Set-Cookie").stream()
                .map(each -> each.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        Matcher csrf = CSRF.matcher(page.body());
        return new LoginPage(cookies, csrf.find() ? csrf.group(1) : "");
    }

    /** A form's head; where the page has no token, none is sent in the header, and a server may look for it in the form. */
    private static String post(String path, LoginPage page, String type, long length) {
        String token = page.csrf().isEmpty() ? "" : "X-CSRF-TOKEN: " + page.csrf() + "\r\n";
        return "POST %s HTTP/1.1\r\nHost: console\r\nCookie: %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, page.cookies(), token, type, length);
    }

    private FloodRequest longNames() throws IOException, InterruptedException {
        LoginPage page = loginPage();
        byte[] name = new byte[LONG_NAME];
        Arrays.fill(name, (byte) 'n');
        return new FloodRequest("(a) user names of 900 KB at /login", 16, Duration.ZERO, Duration.ZERO, number -> {
            String begin = "_csrf=%s&password=wrong&username=%d".formatted(page.csrf(), number);
            String head = post("/login", page, "application/x-www-form-urlencoded", begin.length() + (long) LONG_NAME);
            return new ByteBuffer[] {bytes(head), bytes(begin), ByteBuffer.wrap(name)};
        });
    }

    private FloodRequest strangers() {
        String query = "q".repeat(LONG_QUERY);
        return new FloodRequest(
                "(b) pages without a cookie, 7 KB of query",
                32,
                Duration.ofMillis(50),
                Duration.ZERO,
                number -> new ByteBuffer[] {
                    bytes("GET /phone-numbers?a=%d%s HTTP/1.1\r\nHost: console\r\n\r\n".formatted(number, query))
                });
    }

    private FloodRequest slowForms() throws IOException, InterruptedException {
        LoginPage page = loginPage();
        String head = post("/login", page, "application/x-www-form-urlencoded", 1_000_000);
        return new FloodRequest(
                "(c) slow forms, a byte each 4 s", SLOW_FORMS, Duration.ZERO, Duration.ofSeconds(4), number ->
                        new ByteBuffer[] {bytes(head), bytes("username=" + "n".repeat(1_000))});
    }

    private FloodRequest guessers() {
        return new FloodRequest(
                "(d) guessing by HTTP Basic", ATTACKERS, Duration.ofMillis(500), Duration.ZERO, number -> {
                    String login = RunningConsole.basic("nobody" + number, "guess " + number);
                    String head = "GET /api/v1/agents HTTP/1.1\r\nHost: console\r\nAuthorization: %s\r\n\r\n"
                            .formatted(login);
                    return new ByteBuffer[] {bytes(head)};
                });
    }

    private FloodRequest uploads() throws IOException, InterruptedException {
        LoginPage page = loginPage();
        byte[] file = new byte[UPLOAD];
        Arrays.fill(file, (byte) 'x');
        String begin = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
        String end = "\r\n--b--\r\n";
        return new FloodRequest(
                "(e) multipart of 30 MB at /login and /api/v1/calls",
                8,
                Duration.ofMillis(500),
                Duration.ZERO,
                number -> {
                    String path = number % 2 == 0 ? "/login" : "/api/v1/calls";
                    LoginPage stranger = number % 4 < 2 ? page : new LoginPage("JSESSIONID=x", "");
                    String head = post(
                            path,
                            stranger,
                            "multipart/form-data; boundary=b",
                            begin.length() + (long) UPLOAD + end.length());
                    return new ByteBuffer[] {bytes(head), bytes(begin), ByteBuffer.wrap(file), bytes(end)};
                });
    }

    private FloodRequest silent() {
        int connections = Integer.parseInt(options.get("--silent"));
        return new FloodRequest("(f) silent connections", connections, Duration.ZERO, Duration.ofDays(1), number ->
                new ByteBuffer[] {bytes("")});
    }
}
