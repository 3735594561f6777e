package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DemoIT {
    private static final String API = "/api/v1/";
    private static final String DEGRADED = "+14045550111";
    private static final String REASSIGNED = "+13035550114";
    private static final Pattern CALLS = Pattern.compile("last 30 days, ([0-9,]+) calls allowed and ([0-9,]+) refused");

    @TempDir
    static Path directory;

    private static RunningConsole console;
    private static String printed;
    private static Organization demo;

    @BeforeAll
    static void start() {
        printed = printedWhile(() -> console = onFile("--demo"));
        demo = console.bean(Organizations.class).list("Demo", 10, 0).stream()
                .filter(each -> each.name().equals("Demo"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static RunningConsole onFile(String... more) {
        return RunningConsole.on("jdbc:h2:file:" + directory.resolve("demo"), "sa", more);
    }

    private static String printedWhile(Supplier<RunningConsole> starting) {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            starting.get();
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String passwordOf(String user) {
        return found(Pattern.compile("Log in as " + user + "@demo with the password (\\S+)"))
                .group(1);
    }

    private static Matcher found(Pattern pattern) {
        Matcher found = pattern.matcher(printed);
        assertTrue(found.find(), printed);
        return found;
    }

    private static long printedCount(int group) {
        return Long.parseLong(found(CALLS).group(group).replace(",", ""));
    }

    private static Answer get(String user, String path) {
        return console.send(RunningConsole.basic(user + "@demo", passwordOf(user)), "GET", API + path, "");
    }

    private static JsonNode admin(String path) {
        return read(console, RunningConsole.basic("demo-admin@demo", passwordOf("demo-admin")), path);
    }

    private static JsonNode read(RunningConsole from, String login, String path) {
        Answer answer = from.send(login, "GET", API + path, "");
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private static List<JsonNode> rows(JsonNode answer) {
        return answer.get("rows").valueStream().toList();
    }

    private static LocalDate today() {
        return console.bean(Organizations.class).today(demo.id());
    }

    private static long sum(String path, String count) {
        return rows(admin(path)).stream()
                .mapToLong(row -> row.get(count).asLong())
                .sum();
    }

    @Test
    @DisplayName("12 agents with 60 numbers of several providers, countries and states; one agent has none")
    void numbers() {
        JsonNode agents = admin("agents");
        assertEquals(12, agents.get("total").asInt());
        List<JsonNode> numbers = numbers("");
        assertAll(
                () -> assertEquals(60, numbers.size()),
                () -> assertEquals(Map.of("telnyx", 46L, "twilio", 14L), count(numbers, "provider")),
                () -> assertEquals(Map.of("US", 46L, "CA", 6L, "GB", 5L, "DE", 3L), count(numbers, "country_code")),
                () -> assertEquals(Map.of("active", 58L, "inactive", 2L), count(numbers, "status")),
                () -> assertEquals(8, numbers("&assignment=available").size()),
                () -> assertEquals(
                        11,
                        count(numbers("&assignment=assigned"), "assigned_to").size()));
        List<JsonNode> quarantined =
                numbers.stream().filter(each -> each.has("quarantined_until")).toList();
        assertEquals(1, quarantined.size());
        assertTrue(LocalDate.parse(quarantined.get(0).get("quarantined_until").asString())
                .isAfter(today()));
    }

    private static List<JsonNode> numbers(String filters) {
        return admin("phone-numbers?limit=100" + filters)
                .get("phoneNumbers")
                .valueStream()
                .toList();
    }

    private static Map<String, Long> count(List<JsonNode> numbers, String by) {
        return numbers.stream()
                .collect(Collectors.groupingBy(each -> each.get(by).asString(), Collectors.counting()));
    }

    @Test
    @DisplayName(
            "three users log in, each with a password of its own that is printed once, and may do what their roles may")
    void users() {
        Set<String> passwords = new TreeSet<>();
        for (String user : List.of("demo-admin", "demo-manager", "demo-agent")) {
            passwords.add(passwordOf(user));
            assertEquals(
                    401,
                    console.send(RunningConsole.basic(user, RunningConsole.PASSWORD), "GET", API + "agents", "")
                            .status());
        }
        assertEquals(3, passwords.size());
        Map<String, String> roles = new HashMap<>();
        String own = "";
        for (JsonNode user : admin("users").get("users")) {
            roles.put(user.get("username").asString(), user.get("role").asString());
            own = user.has("agent_id") ? user.get("agent_id").asString() : own;
        }
        assertEquals(Map.of("demo-admin", "admin", "demo-manager", "manager", "demo-agent", "agent"), roles);
        assertEquals(200, get("demo-manager", "reports/usage").status());
        assertEquals(403, get("demo-manager", "users").status());
        assertEquals(403, get("demo-agent", "reports/usage").status());
        Answer numbers = get("demo-agent", "phone-numbers/agent/" + own);
        assertEquals(200, numbers.status());
        assertEquals(4, numbers.json().get("phoneNumbers").size());
    }

    @Test
    @DisplayName("the usage of the last 30 days is what the gate allowed, and all that it allowed; so are the refusals")
    void usage() {
        long allowed = printedCount(1);
        assertTrue(allowed > 4_000 && allowed < 10_000, printed);
        assertEquals(allowed, sum("reports/usage", "calls"));
        for (String by : List.of("day", "agent", "number", "country")) {
            assertEquals(allowed, sum("reports/usage?by=" + by, "calls"), by);
        }
        assertEquals(
                allowed,
                sum("reports/usage?from=%s&to=%s".formatted(today().minusDays(180), today().plusDays(180)), "calls"));
        assertEquals(printedCount(2), sum("reports/refusals", "refusals"));
        assertEquals(journal(), byDay());
        assertTrue(byDay().keySet().stream()
                .map(LocalDate::parse)
                .allMatch(day -> day.equals(today()) || day.getDayOfWeek() != DayOfWeek.SUNDAY));
        assertTrue(byDay().size() >= 24, () -> "" + byDay());
    }

    private static Map<String, Long> byDay() {
        return rows(admin("reports/usage?by=day")).stream()
                .collect(Collectors.toMap(
                        row -> row.get("day").asString(),
                        row -> row.get("calls").asLong(),
                        Long::sum,
                        TreeMap::new));
    }

    private static Map<String, Long> journal() {
        Map<String, Long> byDay = new TreeMap<>();
        console.bean(JdbcClient.class)
                .sql(
                        "SELECT counted_on, COUNT(*) AS calls FROM call_journal WHERE organization_id = ? GROUP BY counted_on")
                .param(demo.id().value())
                .query((row, index) -> byDay.put(row.getString("counted_on"), row.getLong("calls")))
                .list();
        return byDay;
    }

    @Test
    @DisplayName("who got a number in the middle of the month calls from it, as who had it before did")
    void handedOver() {
        assertEquals(
                2,
                rows(admin("reports/usage?by=agent&by=number")).stream()
                        .filter(row -> row.get("number").asString().equals(REASSIGNED))
                        .count());
    }

    @Test
    @DisplayName("calls were refused for several reasons")
    void refusals() {
        Set<String> reasons = rows(admin("reports/refusals")).stream()
                .map(row -> row.get("reason").asString())
                .collect(Collectors.toSet());
        assertTrue(
                reasons.containsAll(Set.of(
                        "country_not_allowed",
                        "daily_limit_reached",
                        "invalid_destination",
                        "no_assignment",
                        "premium_rate_not_allowed")),
                reasons::toString);
    }

    @Test
    @DisplayName("no assignment was above its limit on any day; some have reached it today, and some are near it")
    void limits() {
        Map<String, Integer> limits = limitsByNumber();
        assertEquals(52, limits.size());
        List<JsonNode> days = rows(admin("reports/usage?by=day&by=agent&by=number"));
        assertTrue(days.size() > 1_000, () -> "" + days.size());
        for (JsonNode day : days) {
            String number = day.get("number").asString();
            assertTrue(day.get("counted").asInt() <= limits.getOrDefault(number, 0), day::toString);
        }
        List<Double> shares = rows(admin("reports/limits")).stream()
                .map(row -> row.get("share").asDouble())
                .toList();
        assertTrue(shares.contains(1.0), shares::toString);
        assertTrue(shares.stream().allMatch(share -> share <= 1), shares::toString);
        assertTrue(shares.size() > 5 && shares.size() < 45, shares::toString);
    }

    private static Map<String, Integer> limitsByNumber() {
        Map<String, Integer> all = new HashMap<>();
        for (JsonNode agent : admin("agents").get("agents")) {
            for (JsonNode number :
                    admin("phone-numbers/agent/" + agent.get("id").asString()).get("phoneNumbers")) {
                all.put(
                        number.get("phone_number").asString(),
                        number.get("daily_limit").asInt());
            }
        }
        return all;
    }

    @Test
    @DisplayName("the number that is answered less is the first that is suggested to rest")
    void quarantineCandidates() {
        assertEquals(
                DEGRADED,
                rows(admin("reports/numbers-to-rest")).get(0).get("number").asString());
    }

    @Test
    @DisplayName("the audit trail tells of the month, in the name of the demo's administrator")
    void auditTrail() {
        List<JsonNode> entries = admin("audit?kind=numbers&limit=100")
                .get("entries")
                .valueStream()
                .toList();
        assertEquals(Map.of("demo-admin", 100L), count(entries, "actor"));
        assertTrue(count(entries, "action").size() >= 5, () -> "" + count(entries, "action"));
        assertTrue(entries.stream()
                .map(each -> Instant.parse(each.get("at").asString()))
                .allMatch(at -> at.isBefore(Instant.now())));
    }

    @Test
    @DisplayName("started again on the same database, it adds nothing and prints nothing")
    void again() {
        Map<String, Long> before = rowsOfTables();
        assertTrue(before.get("CALL_JOURNAL") > 4_000, before::toString);
        console.close();
        String again = printedWhile(() -> console = onFile("--demo"));
        assertEquals(before, rowsOfTables());
        assertFalse(again.contains("Demo") || again.contains("Log in as"), again);
    }

    private static Map<String, Long> rowsOfTables() {
        JdbcClient database = console.bean(JdbcClient.class);
        return database
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Function.identity(), table -> database.sql("SELECT COUNT(*) FROM \"%s\"".formatted(table))
                                .query(Long.class)
                                .single()));
    }

    @Test
    @DisplayName("on a Sunday, seconds after midnight, today has its calls too; passwords may be chosen")
    void sundayAtMidnight() {
        Instant now = Instant.parse("2026-03-15T04:00:10Z");
        RunningConsole[] started = new RunningConsole[1];
        String chosen = "kestrel umbrella 77";
        String silence = printedWhile(() -> started[0] =
                RunningConsole.at(Clock.fixed(now, ZoneOffset.UTC), "--demo", "--CALLGATE_DEMO_PASSWORD=" + chosen));
        try (RunningConsole sunday = started[0]) {
            assertFalse(silence.contains("Log in as"), silence);
            for (String user : List.of("demo-manager", "demo-agent")) {
                read(sunday, RunningConsole.basic(user + "@demo", chosen), "openapi");
            }
            String login = RunningConsole.basic("demo-admin@demo", chosen);
            assertEquals(
                    List.of(DEGRADED),
                    rows(read(sunday, login, "reports/numbers-to-rest")).stream()
                            .map(row -> row.get("number").asString())
                            .toList());
            List<JsonNode> days = rows(read(sunday, login, "reports/usage?by=day"));
            assertEquals("2026-02-14", days.get(0).get("day").asString());
            assertEquals("2026-03-15", days.get(days.size() - 1).get("day").asString());
            assertTrue(days.get(days.size() - 1).get("calls").asInt() > 150, days::toString);
            assertFalse(rows(read(sunday, login, "reports/limits")).isEmpty());
        }
    }
}
