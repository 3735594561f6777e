package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Agents are added, renamed, deactivated and removed on one console, and another console of the database sees it at once. */
class AgentsIT {
    private static final String AGENTS = "/api/v1/agents";
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String WASHINGTON = "+12025550199";

    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static RunningConsole otherNode;

    private Company company;
    private String admin;

    @BeforeAll
    static void start() {
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        console = RunningConsole.on(url, "sa");
        otherNode = RunningConsole.on(url, "sa");
    }

    @AfterAll
    static void stop() {
        otherNode.close();
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
        admin = company.login(Role.ADMIN);
    }

    private JsonNode send(int status, String method, String path, String json) {
        Answer answer = console.send(admin, method, path, json);
        assertEquals(status, answer.status(), answer.text());
        return answer.json();
    }

    private void error(int status, String code, String field, String method, String path, String json) {
        JsonNode error = send(status, method, path, json).get("error");
        assertEquals(code, error.get("code").asString());
        assertEquals(field, error.path("field").asString(""));
    }

    private String assignNumber(String number, String agent) {
        String id = send(201, "POST", NUMBERS, "{\"phone_number\": \"%s\"}".formatted(number))
                .at("/phoneNumber/id")
                .asString();
        send(
                200,
                "POST",
                NUMBERS + "/" + id + "/assign",
                "{\"agent_id\": \"%s\", \"allowed_countries\": [\"US\"]}".formatted(agent));
        return id;
    }

    private JsonNode call(RunningConsole node, String agent, String to) {
        Answer answer = node.send(
                company.login(Role.DIALER),
                "POST",
                "/api/v1/calls",
                "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(agent, to));
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private List<String> audit() {
        return send(200, "GET", "/api/v1/audit?kind=access", "")
                .get("entries")
                .valueStream()
                .map(each -> each.get("action").asString())
                .toList();
    }

    @Test
    @DisplayName("D10 D7 a deactivated agent is refused at the next decision on every node, except for emergency calls")
    void deactivatedIsRefused() {
        String agent = company.agent().value();
        assignNumber("+12025550101", agent);
        for (RunningConsole each : List.of(console, otherNode)) {
            assertTrue(call(each, agent, WASHINGTON).get("allowed").asBoolean());
        }
        for (int round = 0; round < 3; round++) {
            JsonNode changed = send(200, "PATCH", AGENTS + "/" + agent, "{\"active\": false}");
            assertFalse(changed.at("/agent/active").asBoolean());
            for (RunningConsole each : List.of(otherNode, console)) {
                JsonNode refused = call(each, agent, WASHINGTON);
                assertFalse(refused.get("allowed").asBoolean());
                assertEquals("agent_not_active", refused.at("/cause").asString(), refused::toString);
                assertTrue(refused.get("final").asBoolean());
                assertTrue(call(each, agent, "911").get("allowed").asBoolean());
                assertTrue(call(each, agent, "112").get("allowed").asBoolean());
            }
            send(200, "PATCH", AGENTS + "/" + agent, "{\"active\": true}");
            for (RunningConsole each : List.of(otherNode, console)) {
                assertTrue(call(each, agent, WASHINGTON).get("allowed").asBoolean());
            }
        }
        send(200, "PATCH", AGENTS + "/" + agent, "{\"active\": true}");
        assertEquals(3, audit().stream().filter("agent_deactivated"::equals).count());
        assertEquals(3, audit().stream().filter("agent_activated"::equals).count());
    }

    @Test
    @DisplayName(
            "the account of a deactivated agent cannot log in, and its sessions end at the next request on every node")
    void deactivatedCannotLogIn() throws Exception {
        String own = "/api/v1/phone-numbers/agent/" + company.agent();
        Session session = new Session(otherNode);
        session.logIn("agent@" + company.organization().shortName(), RunningConsole.PASSWORD);
        assertEquals(200, session.get(own).statusCode());
        send(200, "PATCH", AGENTS + "/" + company.agent(), "{\"active\": false}");
        assertEquals(401, session.get(own).statusCode());
        assertEquals(
                401, console.send(company.login(Role.AGENT), "GET", own, "").status());
        session.logIn("agent@" + company.organization().shortName(), RunningConsole.PASSWORD);
        assertEquals(401, session.get(own).statusCode());
        assertEquals(200, console.send(admin, "GET", own, "").status());
        send(200, "PATCH", AGENTS + "/" + company.agent(), "{\"active\": true}");
        assertEquals(
                200, console.send(company.login(Role.AGENT), "GET", own, "").status());
    }

    @Test
    @DisplayName("a deactivated agent gets none of the numbers that are divided among all agents")
    void deactivatedGetsNoNumbers() {
        send(200, "PATCH", AGENTS + "/" + company.agent(), "{\"active\": false}");
        for (String each : List.of("+12025550111", "+12025550112", "+12025550113")) {
            send(201, "POST", NUMBERS, "{\"phone_number\": \"%s\"}".formatted(each));
        }
        JsonNode result = send(
                200,
                "POST",
                NUMBERS + "/bulk-assign",
                "{\"filter\": {}, \"all_agents\": true, \"allowed_countries\": [\"US\"]}");
        assertEquals(1, result.get("agents").asInt());
        assertEquals(
                3,
                send(200, "GET", NUMBERS + "/agent/" + company.colleague(), "")
                        .get("phoneNumbers")
                        .size());
    }

    @Test
    @DisplayName("K2 removing an agent unassigns its numbers in the same transaction; calls and the audit trail stay")
    void remove() {
        String agent = send(201, "POST", AGENTS, "{\"name\": \"Team North\"}")
                .at("/agent/id")
                .asString();
        String number = assignNumber("+12025550121", agent);
        assignNumber("+12025550122", agent);
        for (RunningConsole each : List.of(console, otherNode)) {
            assertTrue(call(each, agent, WASHINGTON).get("allowed").asBoolean());
        }
        assertEquals(
                2,
                send(200, "DELETE", AGENTS + "/" + agent, "").get("unassigned").asInt());
        assertTrue(send(200, "GET", NUMBERS + "/" + number, "")
                .at("/phoneNumber/assigned_to")
                .isMissingNode());
        assertEquals(
                2,
                send(200, "GET", "/api/v1/calls?agent_id=" + agent, "")
                        .get("calls")
                        .size());
        assertTrue(audit().contains("agent_removed"));
        assertTrue(send(200, "GET", "/api/v1/audit?number_id=" + number, "")
                .toString()
                .contains(agent));
        error(404, "not_found", "", "DELETE", AGENTS + "/" + agent, "");
        // The other node may know the agent for another minute, and refuses its calls all the same.
        assertTrue(call(otherNode, agent, WASHINGTON).get("reasons").toString().contains("agent_not_active"));
        error(
                404,
                "not_found",
                "",
                "POST",
                "/api/v1/calls",
                "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(agent, WASHINGTON));
    }

    @Test
    @DisplayName("an agent with a user account is not removed, and keeps its numbers; the message names the account")
    void removeWithAccount() {
        String number = assignNumber("+12025550131", company.agent().value());
        String path = AGENTS + "/" + company.agent();
        error(409, "agent_in_use", "", "DELETE", path, "");
        assertTrue(send(409, "DELETE", path, "").at("/error/message").asString().contains("user account agent"));
        assertEquals(
                company.agent().value(),
                send(200, "GET", NUMBERS + "/" + number, "")
                        .at("/phoneNumber/assigned_to")
                        .asString());
    }

    @Test
    @DisplayName("an agent may have an ID of the host's own, which is unique in its organization and fits into a URL")
    void ownId() {
        String body = "{\"id\": \"%s\", \"name\": \"%s\"}";
        assertEquals(
                "crm-4711 é",
                send(201, "POST", AGENTS, body.formatted("crm-4711 é", "Anna"))
                        .at("/agent/id")
                        .asString());
        error(409, "agent_exists", "id", "POST", AGENTS, body.formatted("crm-4711 é", "Anne"));
        Company another = console.company("company" + COMPANIES.incrementAndGet());
        assertEquals(
                201,
                console.send(another.login(Role.ADMIN), "POST", AGENTS, body.formatted("crm-4711 é", "Anna"))
                        .status());
        for (String wrong : List.of("", "a/b", "..", "a?b", "x".repeat(65), "a\\u0000", "new", "choices", "a%2fb")) {
            error(422, "invalid_value", "id", "POST", AGENTS, body.formatted(wrong, "Anna"));
        }
        error(422, "invalid_value", "name", "POST", AGENTS, body.formatted("crm-4712", ""));
        assignNumber("+12025550141", "crm-4711 é");
        assertTrue(call(console, "crm-4711 é", WASHINGTON).get("allowed").asBoolean());
        assertEquals(
                200,
                console.send(admin, "GET", AGENTS + "/crm-4711%20%C3%A9/usage", "")
                        .status());
    }

    @Test
    @DisplayName("the ID replaces a name that is erased, and calls and numbers stay")
    void eraseName() {
        String agent = company.agent().value();
        assignNumber("+12025550151", agent);
        assertTrue(call(console, agent, WASHINGTON).get("allowed").asBoolean());
        JsonNode erased = send(200, "POST", AGENTS + "/" + agent + "/erase-name", "");
        assertEquals(agent, erased.at("/agent/name").asString());
        String name = "Agent of " + company.name();
        for (String each : List.of(AGENTS, "/api/v1/calls", "/api/v1/audit", "/api/v1/reports/usage?by=agent")) {
            assertFalse(send(200, "GET", each, "").toString().contains(name), each);
        }
        assertTrue(call(otherNode, agent, WASHINGTON).get("allowed").asBoolean());
        assertTrue(audit().contains("agent_name_erased"));
    }

    @Test
    @DisplayName("a change of an agent changes all given values or none, and needs one")
    void change() {
        String path = AGENTS + "/" + company.agent();
        error(422, "invalid_value", "name", "PATCH", path, "{}");
        error(422, "invalid_value", "name", "PATCH", path, "{\"active\": false, \"name\": \" \"}");
        assertTrue(send(200, "GET", AGENTS + "?search=agent", "")
                .at("/agents/0/active")
                .asBoolean());
        JsonNode both = send(200, "PATCH", path, "{\"active\": false, \"name\": \"Team South\"}");
        assertEquals("Team South", both.at("/agent/name").asString());
        assertFalse(both.at("/agent/active").asBoolean());
    }
}
