package dev.callgate.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a client can send wrongly, to every endpoint that takes text, times or numbers; on every database. */
final class ClientMistakes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int LONG = 100_000;

    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String AGENTS = "/api/v1/agents";

    /** What a field takes. */
    private enum Kind {
        TEXT(texts()),
        DATE(
                "\"+10000-01-01\"",
                "\"+999999999-12-31\"",
                "\"-0001-12-31\"",
                "\"-999999999-01-01\"",
                "\"0000-01-01\"",
                "\"1969-12-31\"",
                "\"2026-02-30\""),
        TIME(
                "\"+10000-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59.999999999Z\"",
                "\"+999999999-12-31T23:59:59.999999999Z\"",
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"-0001-12-31T00:00:00Z\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"-1000000000-01-01T00:00:00Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59.999999Z\"",
                "\"2026-02-30T00:00:00Z\""),
        COUNT("-1", "2147483648", "-2147483649", "9223372036854775808", "1e400", "1.5"),
        DECIMAL("-1", "1e308", "1e400", "-1e308");

        private final List<String> wrong;

        Kind(String... wrong) {
            this(List.of(wrong));
        }

        Kind(List<String> wrong) {
            this.wrong = wrong;
        }

        private static List<String> texts() {
            return List.of("a\u0000b", "\u0000", "\ud800", "\udc00x", "a\udbff", "\u0007", "x".repeat(LONG)).stream()
                    .map(ClientMistakes::quoted)
                    .toList();
        }

        /** Texts that only time or numbers may be are as wrong there as times and numbers that are out of range. */
        List<String> wrong() {
            return this == DATE || this == TIME
                    ? Stream.concat(wrong.stream(), TEXT.wrong.stream()).toList()
                    : wrong;
        }
    }

    /** A value of a field that is right, as JSON. */
    private record Field(String name, Kind kind, String right) {}

    private static final Field TO = text("to", "+12025550199");

    private static Field text(String name, String right) {
        return new Field(name, Kind.TEXT, quoted(right));
    }

    private final RunningConsole console;
    private final CapturedLog log;
    private final Company company;
    private final String admin;
    private final PhoneNumber number;

    ClientMistakes(RunningConsole console, CapturedLog log) {
        this.console = console;
        this.log = log;
        this.company = console.company("mistaken");
        this.admin = company.login(Role.ADMIN);
        this.number = console.bean(NumberInventory.class)
                .add(NewNumber.of(company.organization().id(), "+12025550123"));
        console.bean(Assignments.class).assign(number, company.agent(), Terms.forCountries("US"));
        // The first request and the first login are logged, whatever is asked for.
        assertEquals(200, console.send(admin, "GET", AGENTS, "").status());
    }

    /** As JSON that is ASCII, in which halves of surrogate pairs can be sent. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(each -> each < ' ' || each >= Character.MIN_SURROGATE
                        ? "\\u%04x".formatted(each)
                        : Character.toString(each))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** What is wrong in a field of a body is told, whatever else is right. */
    void bodies() {
        String agent = company.agent().value();
        for (String path : List.of("/api/v1/calls", "/api/v1/calls/preview")) {
            body("POST", path, text("agent_id", agent), text("from", "+12025550123"), text("call_id", "c"), TO);
        }
        body("POST", "/api/v1/calls/release", text("call_id", "c"));
        body(
                "POST",
                "/api/v1/calls/complete",
                text("call_id", "c"),
                text("result", "answered"),
                text("answered_by", "human"),
                new Field("sip_status", Kind.COUNT, "200"),
                new Field("talk_seconds", Kind.DECIMAL, "1.5"));
        body(
                "POST",
                NUMBERS,
                text("phone_number", "+12025550124"),
                text("provider", "p"),
                text("country_code", "US"),
                new Field("in_service_since", Kind.DATE, "\"2026-03-01\""));
        body(
                "PATCH",
                NUMBERS + "/" + number.id(),
                text("status", "active"),
                text("provider", "p"),
                new Field("quarantined_until", Kind.DATE, "\"2026-03-01\""),
                new Field("in_service_since", Kind.DATE, "\"2026-03-01\""),
                new Field("daily_limit", Kind.COUNT, "5"));
        body(
                "POST",
                "%s/%s/assign".formatted(NUMBERS, number.id()),
                text("agent_id", agent),
                new Field("daily_limit", Kind.COUNT, "5"));
        body("POST", AGENTS, text("name", "Agent"));
        body("PATCH", AGENTS + "/" + agent, text("name", "Agent"));
        body("POST", "%s/%s/move-numbers".formatted(AGENTS, agent), text("to", agent));
        body(
                "POST",
                "/api/v1/users",
                text("username", "somebody"),
                text("password", "grommet quorum 88"),
                text("role", "agent"),
                text("agent_id", agent));
        body(
                "PUT",
                "/api/v1/users/%s/password".formatted(console.leaver(company)),
                text("password", "grommet quorum 88"));
        body("PUT", "/api/v1/account/password", text("password", "grommet quorum 88"), text("current", "x"));
        body(
                "POST",
                "/api/v1/tokens",
                text("name", "token"),
                new Field("expires_at", Kind.TIME, "\"2999-01-01T00:00:00Z\""));
    }

    private void body(String method, String path, Field... fields) {
        for (Field wrong : fields) {
            for (String value : wrong.kind().wrong()) {
                Map<String, String> body = new LinkedHashMap<>();
                for (Field each : fields) {
                    body.put(each.name(), each == wrong ? value : each.right());
                }
                if (wrong != TO) {
                    JsonNode error = refused(method, path, json(body));
                    if (value.contains("\\u")) {
                        assertEquals(wrong.name(), error.get("field").asString(), error::toString);
                    }
                }
            }
        }
    }

    private static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> "\"%s\": %s".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Elements of lists, and names and values of maps. */
    void listsAndMaps() {
        for (String text : Kind.TEXT.wrong()) {
            for (String path : List.of(NUMBERS + "/" + number.id(), "%s/%s/assign".formatted(NUMBERS, number.id()))) {
                String method = path.endsWith("assign") ? "POST" : "PATCH";
                String agent = path.endsWith("assign") ? "\"agent_id\": \"%s\", ".formatted(company.agent()) : "";
                refused(method, path, "{%s\"allowed_countries\": [\"US\", %s]}".formatted(agent, text));
            }
            refused("PATCH", NUMBERS + "/" + number.id(), "{\"capabilities\": {%s: true}}".formatted(text));
            refused("POST", AGENTS, "{\"name\": \"Agent\", %s: 1}".formatted(text));
        }
    }

    /** What was dialed, and lines of numbers, may be any text: then the call or the line is refused, and not the request. */
    void anyText() {
        for (String text : Kind.TEXT.wrong()) {
            String call = "{\"agent_id\": \"%s\", \"to\": %s}".formatted(company.agent(), text);
            Answer answer = send(admin, "POST", "/api/v1/calls", call);
            assertEquals(200, answer.status(), answer.text());
            assertFalse(answer.json().get("allowed").asBoolean(), answer.text());
            Answer upload = send(admin, "POST", NUMBERS + "/bulk-upload", "{\"numbers\": %s}".formatted(text));
            assertTrue(upload.status() == 200 || upload.status() == 422, upload.text());
        }
    }

    void parameters() throws Exception {
        String days = "from=DATE&to=DATE&by=TEXT&agent=TEXT&format=TEXT";
        for (String each : List.of(
                NUMBERS
                        + "?status=TEXT&assignment=TEXT&provider=TEXT&country_code=TEXT&search=TEXT&after=TEXT&limit=COUNT",
                AGENTS + "?search=TEXT&limit=COUNT&offset=COUNT",
                "/api/v1/reports/usage?" + days,
                "/api/v1/reports/refusals?" + days,
                "/api/v1/reports/limits?share=DECIMAL&limit=COUNT&format=TEXT",
                "/api/v1/reports/numbers-to-rest?least_calls=COUNT&" + days,
                "/api/v1/audit?kind=TEXT&number_id=TEXT&actor=TEXT&from=TIME&until=TIME&after=TEXT&limit=COUNT")) {
            parameters(each, path -> refused("GET", path, ""));
        }
        Session session = new Session(console);
        session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        for (String each : List.of(
                "/phone-numbers?status=TEXT&assignment=TEXT&provider=TEXT&country_code=TEXT&search=TEXT&after=TEXT",
                "/phone-numbers/choices?search=TEXT",
                "/agent-assignments?search=TEXT",
                "/agent-assignments/choices?search=TEXT",
                "/audit?kind=TEXT&actor=TEXT&number=TEXT&number_id=TEXT&from=DATE&to=DATE&after=TEXT",
                "/reports?from=DATE&to=DATE&agent=TEXT")) {
            parameters(each, path -> {
                int before = log.events().size();
                HttpResponse<String> page = session.get(path);
                assertTrue(page.statusCode() >= 400 && page.statusCode() < 500, () -> shown(path) + page.statusCode());
                assertNothingLogged(before, path);
            });
        }
    }

    /** A request with a parameter, which may throw. */
    private interface Request {
        void send(String path) throws Exception;
    }

    private static void parameters(String template, Request request) throws Exception {
        String[] parts = template.split("[?&]");
        for (String parameter : List.of(parts).subList(1, parts.length)) {
            String[] nameAndKind = parameter.split("=");
            for (String value : Kind.valueOf(nameAndKind[1]).wrong()) {
                String text = JSON.readTree(value).asString();
                // Halves of surrogate pairs cannot be written in UTF-8, and what is too long is so for the URL.
                if (text.codePoints().noneMatch(each -> Character.getType(each) == Character.SURROGATE)
                        && text.length() < LONG) {
                    request.send("%s?%s=%s".formatted(parts[0], nameAndKind[0], URLEncoder.encode(text, UTF_8)));
                }
            }
            request.send("%s?%s=%%ED%%A0%%80".formatted(parts[0], nameAndKind[0]));
            request.send("%s?%s=%s".formatted(parts[0], nameAndKind[0], "x".repeat(LONG)));
        }
    }

    void paths() {
        for (String each : List.of("a%00b", "%00", "%07", "%ED%A0%80", "x".repeat(2_000), "x".repeat(LONG))) {
            refused("GET", "%s/%s".formatted(NUMBERS, each), "");
            refused("PATCH", "%s/%s".formatted(NUMBERS, each), "{}");
            refused("DELETE", "%s/%s".formatted(NUMBERS, each), "");
            refused("GET", "%s/agent/%s".formatted(NUMBERS, each), "");
            refused("POST", "%s/%s/unassign".formatted(NUMBERS, each), "");
            refused("PATCH", "%s/%s".formatted(AGENTS, each), "{\"name\": \"Agent\"}");
            refused("DELETE", "%s/%s".formatted(AGENTS, each), "");
            refused("GET", "%s/%s/usage".formatted(AGENTS, each), "");
            refused("POST", "%s/%s/move-numbers".formatted(AGENTS, each), "{}");
            refused("DELETE", "/api/v1/users/" + each, "");
            refused("PUT", "/api/v1/users/%s/password".formatted(each), "{\"password\": \"grommet quorum 88\"}");
            refused("DELETE", "/api/v1/tokens/" + each, "");
        }
    }

    /** The first and the last that may be asked for and kept. */
    void edges() {
        for (String path : List.of(
                "/api/v1/reports/usage?to=1970-01-01",
                "/api/v1/reports/usage?from=1970-01-01&to=1970-01-02",
                "/api/v1/reports/refusals?from=9999-12-31&to=9999-12-31",
                "/api/v1/reports/numbers-to-rest?to=9999-12-31",
                "/api/v1/audit?from=1970-01-01T00:00:00Z&until=9999-12-31T23:59:59.999999Z")) {
            accepted(200, "GET", path, "");
        }
        for (String day : List.of("1970-01-01", "9999-12-31")) {
            String path = NUMBERS + "/" + number.id();
            accepted(200, "PATCH", path, "{\"quarantined_until\": \"%s\"}".formatted(day));
            Answer answer = send(admin, "GET", path, "");
            assertEquals(day, answer.json().at("/phoneNumber/quarantined_until").asString());
        }
        String last = "9999-12-31T23:59:59.999999Z";
        accepted(201, "POST", "/api/v1/tokens", "{\"name\": \"last\", \"expires_at\": \"%s\"}".formatted(last));
        assertTrue(send(admin, "GET", "/api/v1/tokens", "").text().contains("\"" + last + "\""));
    }

    private void accepted(int status, String method, String path, String body) {
        Answer answer = send(admin, method, path, body);
        assertEquals(status, answer.status(), () -> shown(method + " " + path) + answer.text());
    }

    /** Requires that a request is refused in the API's form, and returns the error. */
    private JsonNode refused(String method, String path, String body) {
        Answer answer = send(admin, method, path, body);
        Supplier<String> told = () -> shown("%s %s %s".formatted(method, path, body)) + answer.status() + answer.text();
        assertTrue(answer.status() >= 400 && answer.status() < 500, told);
        JsonNode error = answer.json().get("error");
        assertFalse(answer.json().get("success").asBoolean(), told);
        assertFalse(error.get("code").asString().isEmpty(), told);
        assertFalse(error.get("message").asString().isEmpty(), told);
        return error;
    }

    private Answer send(String login, String method, String path, String body) {
        int before = log.events().size();
        Answer answer = console.send(login, method, path, body);
        assertNothingLogged(before, "%s %s %s".formatted(method, path, body));
        return answer;
    }

    private void assertNothingLogged(int before, String request) {
        List<ILoggingEvent> events = log.events();
        List<ILoggingEvent> added = events.subList(before, events.size());
        Supplier<String> told = () -> shown(request) + CapturedLog.lines(added);
        assertTrue(added.size() <= 1, told);
        for (ILoggingEvent each : added) {
            assertTrue(
                    each.getThrowableProxy() == null
                            && !each.getFormattedMessage().contains("\n"),
                    told);
            assertFalse(each.getLevel().isGreaterOrEqual(Level.ERROR), told);
        }
    }

    private static String shown(String request) {
        return request.substring(0, Math.min(300, request.length())) + ": ";
    }
}
