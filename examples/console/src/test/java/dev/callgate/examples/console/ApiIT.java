package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Organizations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ApiIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String BULK = NUMBERS + "/bulk-upload";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;
    private String admin;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
        admin = company.login(Role.ADMIN);
    }

    private Answer get(String path) {
        return console.send(admin, "GET", path, "");
    }

    private Answer post(String path, String json) {
        return console.send(admin, "POST", path, json);
    }

    private static JsonNode expect(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        JsonNode json = answer.json();
        assertEquals(status < 300, json.get("success").asBoolean(), answer.text());
        return json;
    }

    private static void expectError(int status, String code, String field, Answer answer) {
        JsonNode error = expect(status, answer).get("error");
        assertEquals(code, error.get("code").asString());
        assertEquals(
                field, error.get("field").isNull() ? "" : error.get("field").asString());
        assertFalse(error.get("message").asString().isBlank());
    }

    private String add(String number) {
        JsonNode added =
                expect(201, post(NUMBERS, "{\"phone_number\": \"%s\", \"provider\": \"telnyx\"}".formatted(number)));
        return added.at("/phoneNumber/id").asString();
    }

    private void assign(String id, int limit, String countries) {
        expect(
                200,
                post(
                        NUMBERS + "/" + id + "/assign",
                        "{\"agent_id\": \"%s\", \"daily_limit\": %d, \"allowed_countries\": %s}"
                                .formatted(company.agent(), limit, countries)));
    }

    private JsonNode call(String to) {
        return expect(
                200,
                console.send(
                        company.login(Role.DIALER),
                        "POST",
                        "/api/v1/calls",
                        "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(company.agent(), to)));
    }

    @Test
    @DisplayName("seed: add a phone number via API; twice is a conflict, and what is no number is told with its field")
    void addNumber() {
        JsonNode added = expect(
                        201,
                        post(
                                NUMBERS,
                                "{\"phone_number\": \"+12025550123\", \"provider\": \"telnyx\", \"country_code\": \"US\"}"))
                .get("phoneNumber");
        assertEquals("+12025550123", added.get("phone_number").asString());
        assertEquals("telnyx", added.get("provider").asString());
        assertEquals("US", added.get("country_code").asString());
        assertEquals("active", added.get("status").asString());
        assertTrue(added.at("/capabilities/voice").asBoolean());
        expectError(409, "duplicate_number", "phone_number", post(NUMBERS, "{\"phone_number\": \"+12025550123\"}"));
        expectError(422, "invalid_number", "phone_number", post(NUMBERS, "{\"phone_number\": \"+1202555\"}"));
        expectError(422, "invalid_value", "phone_number", post(NUMBERS, "{}"));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/csv", "multipart/form-data"})
    @DisplayName(
            "seed: bulk upload; K3 good rows land, each bad one is told with its line, and a dry run changes nothing")
    void bulkUpload(String type) {
        String lines = "+12025550123,telnyx,US\n+12025550124,telnyx,US\nnonsense,telnyx,US\n+12025550123,telnyx,US\n";
        for (boolean dryRun : List.of(true, false)) {
            JsonNode report = expect(200, upload(type, lines, dryRun));
            assertEquals(dryRun, report.get("dry_run").asBoolean());
            assertEquals(4, report.get("rows").asInt());
            assertEquals(2, report.get("added").asInt());
            assertEquals(2, report.get("rejected_count").asInt());
            assertEquals(3, report.at("/rejected/0/line").asInt());
            assertEquals("malformed", report.at("/rejected/0/reason").asString());
            assertEquals("duplicate_in_file", report.at("/rejected/1/reason").asString());
            assertEquals(
                    dryRun ? 0 : 2,
                    expect(200, get(NUMBERS)).get("phoneNumbers").size());
        }
    }

    private Answer upload(String type, String lines, boolean dryRun) {
        String path = BULK + "?dry_run=" + dryRun;
        return switch (type) {
            case "application/json" -> post(path, "{\"numbers\": \"%s\"}".formatted(lines.replace("\n", "\\n")));
            case "text/csv" -> console.send(admin, "POST", path, type, lines);
            default ->
                console.send(
                        admin,
                        "POST",
                        path,
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.csv\"\r\n\r\n%s\r\n--b--\r\n"
                                .formatted(lines));
        };
    }

    @Test
    @DisplayName("seed: assign a number to an agent, and get the agent's numbers as the seed has them")
    void agentsNumbers() {
        assign(add("+12025550123"), 50, "[\"US\", \"CA\"]");
        call("+12025550199");
        JsonNode numbers = expect(
                        200, console.send(company.login(Role.AGENT), "GET", NUMBERS + "/agent/" + company.agent(), ""))
                .get("phoneNumbers");
        assertEquals(1, numbers.size());
        JsonNode number = numbers.get(0);
        assertEquals("+12025550123", number.get("phone_number").asString());
        assertEquals("telnyx", number.get("provider").asString());
        assertEquals("US", number.get("country_code").asString());
        assertEquals(50, number.get("daily_limit").asInt());
        assertEquals("[\"CA\",\"US\"]", number.get("allowed_countries").toString());
        assertEquals(1, number.get("calls_made_today").asInt());
        assertEquals(company.agent().value(), number.get("assigned_to").asString());
    }

    @Test
    @DisplayName("seed: verify daily limit enforcement; the refusal says when the next call may be made")
    void dailyLimit() {
        assign(add("+12025550123"), 2, "[\"US\"]");
        assertEquals("+12025550123", call("+12025550199").get("from").asString());
        assertTrue(call("+12025550199").get("allowed").asBoolean());
        JsonNode third = call("+12025550199");
        assertFalse(third.get("allowed").asBoolean());
        assertEquals("daily_limit_reached", third.at("/reasons/0/code").asString());
        assertTrue(third.get("next_allowed").asString().endsWith("T00:00:00Z"), third.toString());
    }

    @Test
    @DisplayName("seed: verify country restrictions; +1 is not the US")
    void countries() {
        assign(add("+12025550123"), 10, "[\"US\"]");
        JsonNode toCanada = call("+14165550100");
        assertEquals("country_not_allowed", toCanada.at("/reasons/0/code").asString());
        assertTrue(call("+12025550199").get("allowed").asBoolean());
    }

    @Test
    @DisplayName("seed: unassign a number, and delete it; K2 not before")
    void unassignAndDelete() {
        String id = add("+12025550123");
        assign(id, 10, "[\"US\"]");
        expectError(409, "number_assigned", "", console.send(admin, "DELETE", NUMBERS + "/" + id, ""));
        JsonNode back = expect(200, post(NUMBERS + "/" + id + "/unassign", ""));
        assertTrue(back.at("/phoneNumber/assigned_to").isMissingNode());
        expectError(409, "number_not_assigned", "", post(NUMBERS + "/" + id + "/unassign", ""));
        expect(200, console.send(admin, "DELETE", NUMBERS + "/" + id, ""));
        expectError(404, "not_found", "", get(NUMBERS + "/" + id));
    }

    @Test
    @DisplayName("seed: filter by status and by assignment; pages follow each other")
    void filters() {
        String first = add("+12025550101");
        String second = add("+12025550102");
        add("+12025550103");
        assign(first, 10, "[]");
        expect(200, console.send(admin, "PATCH", NUMBERS + "/" + second, "{\"status\": \"inactive\"}"));
        assertEquals(
                1,
                expect(200, get(NUMBERS + "?assignment=assigned"))
                        .get("phoneNumbers")
                        .size());
        assertEquals(
                2,
                expect(200, get(NUMBERS + "?assignment=available"))
                        .get("phoneNumbers")
                        .size());
        assertEquals(
                "+12025550102",
                expect(200, get(NUMBERS + "?status=inactive"))
                        .at("/phoneNumbers/0/phone_number")
                        .asString());
        JsonNode page = expect(200, get(NUMBERS + "?limit=2"));
        assertEquals("+12025550102", page.get("next").asString());
        JsonNode last = expect(200, get(NUMBERS + "?limit=2&after=%2B12025550102"));
        assertEquals("+12025550103", last.at("/phoneNumbers/0/phone_number").asString());
        assertTrue(last.get("next").isNull());
        expectError(422, "invalid_value", "status", get(NUMBERS + "?status=broken"));
        expectError(422, "invalid_value", "limit", get(NUMBERS + "?limit=0"));
    }

    @Test
    @DisplayName("D5, D6 a call of one id is counted once, and is released once")
    void callId() {
        assign(add("+12025550123"), 10, "[\"US\"]");
        String ask =
                "{\"agent_id\": \"%s\", \"to\": \"+12025550199\", \"call_id\": \"c-1\"}".formatted(company.agent());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "c-1",
                    expect(200, post("/api/v1/calls", ask)).get("call_id").asString());
        }
        assertEquals(1, usage());
        assertTrue(expect(200, post("/api/v1/calls/release", "{\"call_id\": \"c-1\"}"))
                .get("released")
                .asBoolean());
        assertTrue(expect(200, post("/api/v1/calls/release", "{\"call_id\": \"c-1\"}"))
                .get("released")
                .asBoolean());
        assertEquals(0, usage());
        expectError(404, "not_found", "", post("/api/v1/calls/release", "{\"call_id\": \"c-2\"}"));
    }

    @Test
    @DisplayName("D2 a number says since when it is in service, so that it is not warmed up as a new one")
    void inService() {
        JsonNode added = expect(
                201, post(NUMBERS, "{\"phone_number\": \"+12025550123\", \"in_service_since\": \"2019-05-01\"}"));
        assertEquals("2019-05-01", added.at("/phoneNumber/in_service_since").asString());
        String path = NUMBERS + "/" + added.at("/phoneNumber/id").asString();
        JsonNode changed = expect(200, console.send(admin, "PATCH", path, "{\"in_service_since\": \"2018-02-28\"}"));
        assertEquals("2018-02-28", changed.at("/phoneNumber/in_service_since").asString());
        expectError(
                422,
                "invalid_value",
                "in_service_since",
                console.send(admin, "PATCH", path, "{\"in_service_since\": \"2018-02-30\"}"));
    }

    private int usage() {
        return expect(200, get("/api/v1/agents/" + company.agent() + "/usage"))
                .get("calls_made_today")
                .asInt();
    }

    @Test
    @DisplayName("T2 an outcome that cannot be is refused, and breaks no later one and no report")
    void outcomesThatCannotBe() {
        assign(add("+12025550123"), 10, "[\"US\"]");
        String id = call("+12025550199").get("call_id").asString();
        for (String seconds : List.of("9.223372036854774E15", "86400.001", "-1", "\"NaN\"", "\"Infinity\"", "1e308")) {
            Answer answer = post(
                    "/api/v1/calls/complete",
                    "{\"call_id\": \"%s\", \"result\": \"answered\", \"talk_seconds\": %s}".formatted(id, seconds));
            assertTrue(answer.status() == 422 || answer.status() == 400, seconds + ": " + answer.text());
        }
        expect(
                200,
                post(
                        "/api/v1/calls/complete",
                        "{\"call_id\": \"%s\", \"result\": \"answered\", \"talk_seconds\": 2700}".formatted(id)));
        assertEquals(
                2700,
                expect(200, get("/api/v1/reports/usage"))
                        .at("/rows/0/talk_seconds")
                        .asDouble());
    }

    @Test
    @DisplayName("T2 outcomes are in the reports, as JSON and as CSV")
    void reports() {
        assign(add("+12025550123"), 10, "[\"US\"]");
        String id = call("+12025550199").get("call_id").asString();
        expect(
                200,
                post(
                        "/api/v1/calls/complete",
                        "{\"call_id\": \"%s\", \"result\": \"answered\", \"talk_seconds\": 63.5, \"answered_by\": \"person\"}"
                                .formatted(id)));
        call("+4930123456");
        JsonNode usage = expect(200, get("/api/v1/reports/usage?by=agent&by=number"));
        assertEquals(1, usage.at("/rows/0/answered").asInt(), usage.toString());
        assertEquals(
                "country_not_allowed",
                expect(200, get("/api/v1/reports/refusals"))
                        .at("/rows/0/reason")
                        .asString());
        Answer csv = get("/api/v1/reports/usage?by=agent,number&format=csv");
        assertEquals(
                "text/csv;charset=UTF-8",
                csv.response().headers().firstValue("Content-Type").orElse(""));
        assertTrue(csv.text().contains("+12025550123"), csv.text());
    }

    @Test
    @DisplayName("D2 64 clients ask for an assignment of limit 1,000: exactly 1,000 are allowed, and the usage says so")
    void exact() throws Exception {
        assign(add("+12025550123"), 1_000, "[\"US\"]");
        int clients = 64;
        int each = 20;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    int allowed = 0;
                    for (int n = 0; n < each; n++) {
                        allowed += call("+12025550199").get("allowed").asBoolean() ? 1 : 0;
                    }
                    return allowed;
                }));
            }
            int allowed = 0;
            for (Future<Integer> client : all) {
                allowed += client.get();
            }
            assertEquals(1_000, allowed);
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1_000, usage());
    }

    @Test
    @DisplayName("D3 the manual reset finds nothing to do where no day is over; T1 decisions are metered by result")
    void resetAndMeters() {
        assign(add("+12025550123"), 10, "[\"US\"]");
        call("+12025550199");
        assertEquals(
                0,
                expect(200, post(NUMBERS + "/reset-daily-counts", ""))
                        .get("counts")
                        .asInt());
        assertEquals(1, usage());
        assertTrue(console.bean(MeterRegistry.class)
                        .get("callgate.decisions")
                        .tag("result", "allowed")
                        .timer()
                        .count()
                > 0);
    }

    @Test
    @DisplayName("T1 pages of the audit trail follow each other, also within one instant, and stay where they were")
    void auditPages() {
        expect(
                200,
                upload("text/csv", "+12025550101\n+12025550102\n+12025550103\n+12025550104\n+12025550105\n", false));
        String path = "/api/v1/audit?kind=numbers&limit=2";
        List<String> seen = new ArrayList<>();
        JsonNode page = expect(200, get(path));
        add("+12025550106");
        while (!page.get("next").isNull() && seen.size() < 10) {
            page.get("entries")
                    .forEach(each -> seen.add(each.get("phone_number").asString()));
            page = expect(200, get(path + "&after=" + page.get("next").asString()));
        }
        page.get("entries").forEach(each -> seen.add(each.get("phone_number").asString()));
        assertEquals(List.of("+12025550105", "+12025550104", "+12025550103", "+12025550102", "+12025550101"), seen);
        expectError(400, "bad_request", "after", get(path + "&after=yesterday"));
    }

    @Test
    @DisplayName("what cannot be understood is told in the same form")
    void badRequests() {
        expectError(400, "bad_request", "", post(NUMBERS, "{\"phone_number\": "));
        expectError(422, "unknown_field", "phone", post(NUMBERS, "{\"phone\": \"+12025550123\"}"));
        expectError(400, "bad_request", "id", get(NUMBERS + "/7"));
        expectError(404, "not_found", "", get("/api/v1/nothing"));
        expectError(405, "method_not_allowed", "", console.send(admin, "PUT", NUMBERS, "{}"));
        expectError(415, "unsupported_media_type", "", console.send(admin, "POST", NUMBERS, "text/plain", "x"));
    }

    @Test
    @DisplayName("a user who is removed is gone; an account is of one role, with a password that is long enough")
    void users() {
        String path = "/api/v1/users";
        String user = "{\"username\": \"%s\", \"password\": \"%s\", \"role\": \"%s\"}";
        String id = expect(201, post(path, user.formatted("new", "kestrel umbrella 77", "manager")))
                .at("/user/id")
                .asString();
        String login = RunningConsole.basic("new@" + company.name(), "kestrel umbrella 77");
        expectError(403, "password_change_due", "", console.send(login, "GET", NUMBERS, ""));
        String passwords = "{\"current\": \"kestrel umbrella 77\", \"password\": \"%s\"}";
        String own = "/api/v1/account/password";
        expectError(
                422,
                "invalid_value",
                "password",
                console.send(login, "PUT", own, passwords.formatted("kestrel umbrella 77")));
        expect(200, console.send(login, "PUT", own, passwords.formatted("grommet quorum 88")));
        String changed = RunningConsole.basic("new@" + company.name(), "grommet quorum 88");
        assertEquals(200, console.send(changed, "GET", NUMBERS, "").status());
        expectError(409, "name_taken", "username", post(path, user.formatted("new", "kestrel umbrella 77", "manager")));
        expectError(409, "name_taken", "username", post(path, user.formatted("NEW", "kestrel umbrella 77", "manager")));
        expectError(422, "invalid_value", "password", post(path, user.formatted("short", "012345678", "manager")));
        expectError(
                422,
                "invalid_value",
                "agent_id",
                post(path, user.formatted("agentless", "kestrel umbrella 77", "agent")));
        expect(200, console.send(admin, "DELETE", path + "/" + id, ""));
        assertEquals(401, console.send(changed, "GET", NUMBERS, "").status());
        expectError(404, "not_found", "", console.send(admin, "DELETE", path + "/" + id, ""));
        expectError(409, "own_account", "", console.send(admin, "DELETE", path + "/" + userId(company, "admin"), ""));
    }

    private static String userId(Company of, String name) {
        return console.bean(Users.class).list(of.organization().id(), 1_000, 0).stream()
                .filter(each -> each.getUsername().equals(name))
                .map(Member::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("L16 an agent is renamed, and removed when nothing is the agent's any more")
    void agentsChange() {
        String id = expect(201, post("/api/v1/agents", "{\"name\": \"Anna\"}"))
                .at("/agent/id")
                .asString();
        String path = "/api/v1/agents/" + id;
        expect(200, console.send(admin, "PATCH", path, "{\"name\": \"Anne\"}"));
        expectError(422, "invalid_value", "name", console.send(admin, "PATCH", path, "{\"name\": \"An\\u202ene\"}"));
        String number = add("+12025550107");
        expect(200, post(NUMBERS + "/" + number + "/assign", "{\"agent_id\": \"%s\"}".formatted(id)));
        expect(200, post(path + "/move-numbers", "{\"to\": null}"));
        expect(200, console.send(admin, "DELETE", path, ""));
        expectError(404, "not_found", "", get(path + "/usage"));
        expectError(409, "agent_in_use", "", console.send(admin, "DELETE", "/api/v1/agents/" + company.agent(), ""));
        expectError(
                404,
                "not_found",
                "",
                post("/api/v1/calls", "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(id)));
    }

    @Test
    @DisplayName("an administrator gives another user of the own organization a new password, and no stranger one")
    void usersPassword() {
        String manager = "manager@" + company.name();
        String path = "/api/v1/users/%s/password".formatted(userId(company, "manager"));
        String body = "{\"password\": \"%s\"}";
        expect(200, console.send(admin, "PUT", path, body.formatted(" new kestrel umbrella ")));
        assertEquals(
                401,
                console.send(company.login(Role.MANAGER), "GET", NUMBERS, "").status());
        expectError(
                403,
                "password_change_due",
                "",
                console.send(RunningConsole.basic(manager, " new kestrel umbrella "), "GET", NUMBERS, ""));
        expectError(422, "invalid_value", "password", console.send(admin, "PUT", path, body.formatted("012345678")));
        expectError(422, "invalid_value", "password", console.send(admin, "PUT", path, "{}"));
        Company other = console.company("company" + COMPANIES.incrementAndGet());
        String theirs = "/api/v1/users/%s/password".formatted(userId(other, "manager"));
        expectError(404, "not_found", "", console.send(admin, "PUT", theirs, body.formatted("kestrel umbrella 77")));
        assertEquals(
                200, console.send(other.login(Role.MANAGER), "GET", NUMBERS, "").status());
        String own = "/api/v1/users/%s/password".formatted(userId(company, "admin"));
        expectError(409, "own_account", "", console.send(admin, "PUT", own, body.formatted("kestrel umbrella 77")));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "MANAGER", "AGENT"})
    @DisplayName("whoever knows the own password changes it; the old one is worth nothing then")
    void ownPassword(Role role) {
        String before = company.login(role);
        String path = "/api/v1/account/password";
        String body = "{\"current\": \"%s\", \"password\": \"%s\"}";
        expectError(
                422,
                "invalid_value",
                "current",
                console.send(before, "PUT", path, body.formatted("no", "kestrel umbrella 77")));
        expectError(
                422,
                "invalid_value",
                "password",
                console.send(before, "PUT", path, body.formatted(RunningConsole.PASSWORD, "012345678")));
        expect(200, console.send(before, "PUT", path, body.formatted(RunningConsole.PASSWORD, "kestrel umbrella 77")));
        assertEquals(401, console.send(before, "PUT", path, "{}").status());
        String after = RunningConsole.basic(
                role.name().toLowerCase(Locale.ROOT) + "@" + company.name(), "kestrel umbrella 77");
        expectError(422, "invalid_value", "password", console.send(after, "PUT", path, "{}"));
    }

    @Test
    @DisplayName("a dialer's token works until it is removed")
    void tokens() {
        JsonNode made = expect(201, post("/api/v1/tokens", "{\"name\": \"pbx\"}"));
        String token = made.get("token").asString();
        String path = NUMBERS + "/agent/" + company.agent();
        JsonNode unused = token(made.get("id").asString());
        assertEquals("admin", unused.get("created_by").asString());
        assertFalse(unused.has("last_used_on"));
        assertEquals(200, console.send("Bearer " + token, "GET", path, "").status());
        assertEquals(
                LocalDate.now(ZoneOffset.UTC).toString(),
                token(made.get("id").asString()).get("last_used_on").asString());
        expect(
                200,
                console.send(admin, "DELETE", "/api/v1/tokens/" + made.get("id").asString(), ""));
        assertEquals(401, console.send("Bearer " + token, "GET", path, "").status());
        expectError(
                422,
                "invalid_value",
                "expires_at",
                post("/api/v1/tokens", "{\"name\": \"late\", \"expires_at\": \"tomorrow\"}"));
        expectError(
                422,
                "invalid_value",
                "",
                post("/api/v1/tokens", "{\"name\": \"late\", \"expires_at\": \"2001-01-01T00:00:00Z\"}"));
    }

    private JsonNode token(String id) {
        for (JsonNode each : expect(200, get("/api/v1/tokens")).get("tokens")) {
            if (each.get("id").asString().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("there is no token " + id);
    }

    @Test
    @DisplayName("after ten wrong passwords the right one is refused as well; another user is not")
    void throttling() {
        String manager = "manager@" + company.name();
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    401,
                    console.send(RunningConsole.basic(manager, "wrong"), "GET", NUMBERS, "")
                            .status());
        }
        assertEquals(
                401,
                console.send(company.login(Role.MANAGER), "GET", NUMBERS, "").status());
        assertEquals(200, get(NUMBERS).status());
    }

    @Test
    @DisplayName("unless it is asked for, there is no demo")
    void noDemo() {
        assertEquals(0, console.bean(Organizations.class).count("Demo"));
    }
}
