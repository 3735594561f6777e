package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Organizations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What people do with the console, once from the first number to the audit trail, over HTTP: it goes the same way on every database. */
final class Flow {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String FIRST = "+12025550123";

    private final RunningConsole console;
    private final Company company;
    private final String admin;

    Flow(RunningConsole console, String company) {
        this.console = console;
        this.company = console.company(company);
        this.admin = this.company.login(Role.ADMIN);
    }

    void run() {
        String id = addAndUpload();
        assign(id);
        callUpToTheLimit();
        report();
        readPages(id);
        unassignAndDelete(id);
        audit();
        administerUsers();
        deactivateAndClose();
        saveFilter();
    }

    private String addAndUpload() {
        String id = expect(201, post(NUMBERS, "{\"phone_number\": \"%s\", \"provider\": \"telnyx\"}".formatted(FIRST)))
                .at("/phoneNumber/id")
                .asString();
        JsonNode report = expect(
                200,
                console.send(
                        admin,
                        "POST",
                        NUMBERS + "/bulk-upload",
                        "text/csv",
                        FIRST + ",telnyx,US\n+12025550124,telnyx,US\nnonsense,telnyx,US\n"));
        assertEquals(1, report.get("added").asInt());
        assertEquals("duplicate_in_inventory", report.at("/rejected/0/reason").asString());
        assertEquals("malformed", report.at("/rejected/1/reason").asString());
        JsonNode page = expect(200, get(NUMBERS + "?status=active&search=2025550124"));
        assertEquals("+12025550124", page.at("/phoneNumbers/0/phone_number").asString());
        return id;
    }

    private void assign(String id) {
        String wish = "{\"agent_id\": \"%s\", \"daily_limit\": 2, \"allowed_countries\": [\"US\"]}"
                .formatted(company.agent());
        expect(200, post(NUMBERS + "/" + id + "/assign", wish));
        assertEquals(
                "number_assigned",
                expect(409, post(NUMBERS + "/" + id + "/assign", wish))
                        .at("/error/code")
                        .asString());
        JsonNode numbers = expect(
                        200, console.send(company.login(Role.AGENT), "GET", NUMBERS + "/agent/" + company.agent(), ""))
                .get("phoneNumbers");
        assertEquals(1, numbers.size());
        assertEquals("[\"US\"]", numbers.at("/0/allowed_countries").toString());
    }

    private void callUpToTheLimit() {
        assertEquals(
                "country_not_allowed",
                call("+14165550100", "c-0").at("/reasons/0/code").asString());
        for (String id : List.of("c-1", "c-1", "c-2")) {
            assertEquals(FIRST, call("+12025550199", id).get("from").asString());
        }
        assertEquals(
                "daily_limit_reached",
                call("+12025550199", "c-3").at("/reasons/0/code").asString());
        JsonNode usage = expect(200, get("/api/v1/agents/" + company.agent() + "/usage"));
        assertEquals(2, usage.get("calls_made_today").asInt());
    }

    private JsonNode call(String to, String id) {
        return expect(
                200,
                console.send(
                        company.login(Role.DIALER),
                        "POST",
                        "/api/v1/calls",
                        "{\"agent_id\": \"%s\", \"to\": \"%s\", \"call_id\": \"%s\"}"
                                .formatted(company.agent(), to, id)));
    }

    private void report() {
        expect(
                200,
                post(
                        "/api/v1/calls/complete",
                        "{\"call_id\": \"c-1\", \"result\": \"answered\", \"talk_seconds\": 63.5}"));
        assertTrue(expect(200, post("/api/v1/calls/release", "{\"call_id\": \"c-2\"}"))
                .get("released")
                .asBoolean());
        JsonNode usage = expect(200, get("/api/v1/reports/usage?by=agent&by=number"));
        assertEquals(2, usage.at("/rows/0/calls").asInt(), usage::toString);
        assertEquals(1, usage.at("/rows/0/answered").asInt(), usage::toString);
        assertEquals(2, expect(200, get("/api/v1/reports/refusals")).get("rows").size());
    }

    private void readPages(String id) {
        Session session = new Session(console);
        try {
            session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
            String page = session.get("/phone-numbers/" + id).body();
            assertTrue(page.contains("1:03") && page.contains("100 % (21–100)"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deactivateAndClose() {
        String agent = "/api/v1/agents/" + company.agent();
        expect(200, console.send(admin, "PATCH", agent, "{\"active\": false}"));
        assertTrue(call("+12025550199", "c-7").get("reasons").toString().contains("agent_not_active"));
        assertEquals(
                401,
                console.send(company.login(Role.AGENT), "GET", agent + "/usage", "")
                        .status());
        expect(200, console.send(admin, "PATCH", agent, "{\"active\": true}"));
        expect(200, console.send(company.login(Role.AGENT), "GET", agent + "/usage", ""));
        Organizations organizations = console.bean(Organizations.class);
        assertEquals(1, organizations.list(company.name(), 10, 0).size());
        organizations.setClosed(company.organization().id(), true);
        for (Role role : List.of(Role.ADMIN, Role.DIALER)) {
            assertEquals(
                    401,
                    console.send(company.login(role), "GET", "/api/v1/openapi", "")
                            .status());
        }
        organizations.setClosed(company.organization().id(), false);
        expect(200, get("/api/v1/agents"));
    }

    private void saveFilter() {
        String body = "{\"list\": \"numbers\", \"name\": \"Idle\", \"query\": \"assignment=available\"}";
        String id = expect(201, post("/api/v1/filters", body)).at("/filter/id").asString();
        expect(409, post("/api/v1/filters", body));
        assertEquals(1, expect(200, get("/api/v1/filters")).get("filters").size());
        expect(200, console.send(admin, "DELETE", "/api/v1/filters/" + id, ""));
    }

    private void unassignAndDelete(String id) {
        expect(409, console.send(admin, "DELETE", NUMBERS + "/" + id, ""));
        expect(200, post(NUMBERS + "/" + id + "/unassign", ""));
        expect(200, console.send(admin, "DELETE", NUMBERS + "/" + id, ""));
        expect(404, get(NUMBERS + "/" + id));
    }

    private void audit() {
        JsonNode first = expect(200, get("/api/v1/audit?kind=numbers&limit=3"));
        JsonNode rest = expect(
                200,
                get("/api/v1/audit?kind=numbers&limit=3&after="
                        + first.get("next").asString()));
        assertEquals(List.of("number_deleted", "number_unassigned", "number_assigned"), actions(first));
        assertEquals(List.of("number_added", "number_added"), actions(rest));
        assertEquals("admin", rest.at("/entries/0/actor").asString());
        assertTrue(rest.get("next").isNull());
    }

    private static List<String> actions(JsonNode page) {
        return StreamSupport.stream(page.get("entries").spliterator(), false)
                .map(each -> each.get("action").asString())
                .toList();
    }

    private void administerUsers() {
        String agent = "{\"name\": \"日本 😀\"}";
        assertEquals(
                "日本 😀",
                expect(201, post("/api/v1/agents", agent)).at("/agent/name").asString());
        String user = "{\"username\": \"Zoë\", \"password\": \"kestrel umbrella 77\", \"role\": \"manager\"}";
        expect(201, post("/api/v1/users", user));
        assertEquals(
                "name_taken",
                expect(409, post("/api/v1/users", user)).at("/error/code").asString());
        String name = "Zoë@" + company.name();
        for (String same : List.of(name, name.toUpperCase(Locale.ROOT), name.replace("ë", "e\u0308"))) {
            assertEquals(403, logIn(same), same); // known, and to set another password first
        }
        for (String other : List.of(name.replace("ë", "e"), name + " ", "Zoë")) {
            assertEquals(401, logIn(other), other);
        }
        expect(201, post("/api/v1/tokens", "{\"name\": \"pbx\"}"));
        expect(409, post("/api/v1/tokens", "{\"name\": \"pbx\"}"));
    }

    private int logIn(String name) {
        return console.send(RunningConsole.basic(name, "kestrel umbrella 77"), "GET", NUMBERS, "")
                .status();
    }

    private Answer get(String path) {
        return console.send(admin, "GET", path, "");
    }

    private Answer post(String path, String json) {
        return console.send(admin, "POST", path, json);
    }

    private static JsonNode expect(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(status < 300, answer.json().get("success").asBoolean(), answer.text());
        return answer.json();
    }
}
