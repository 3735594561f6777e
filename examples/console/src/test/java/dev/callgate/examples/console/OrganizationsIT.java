package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.contract.Together;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.Terms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An operator manages the organizations on one console, and another console of the database sees it at once. */
class OrganizationsIT {
    private static final String ORGANIZATIONS = "/api/v1/organizations";
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String ONE_TIME_PASSWORD = "kestrel umbrella 77";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static RunningConsole otherNode;

    private Company company;

    @BeforeAll
    static void start() {
        String url = inMemory();
        console = RunningConsole.on(url, "sa", arguments(RunningConsole.PASSWORD));
        otherNode = RunningConsole.on(url, "sa", arguments("another battery horse"));
    }

    private static String inMemory() {
        return "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    }

    private static String[] arguments(String password) {
        return new String[] {"--callgate.console.operator=operator", "--CALLGATE_OPERATOR_PASSWORD=" + password};
    }

    @AfterAll
    static void stop() {
        otherNode.close();
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("acme" + COMPANIES.incrementAndGet());
    }

    private JsonNode operator(int status, String method, String path, String json) {
        Answer answer = console.send(company.login(Role.OPERATOR), method, path, json);
        assertEquals(status, answer.status(), answer.text());
        return answer.json();
    }

    private String path() {
        return ORGANIZATIONS + "/" + company.organization().id();
    }

    private CallDecision decide(RunningConsole node, String to) {
        return node.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), company.agent())
                        .to(to));
    }

    @Test
    @DisplayName("an operator adds an organization with its first administrator, who has to change the password")
    void add() {
        String name = "Globex " + COMPANIES.get();
        String body =
                "{\"name\": \"%s\", \"zone\": \"America/Chicago\", \"region\": \"US\", \"username\": \"boss\", \"password\": \"%s\"}";
        JsonNode added = operator(201, "POST", ORGANIZATIONS, body.formatted(name, ONE_TIME_PASSWORD));
        assertEquals("America/Chicago", added.at("/organization/zone").asString());
        assertFalse(added.at("/organization/closed").asBoolean());
        String shortName = added.at("/organization/short_name").asString();
        String first = RunningConsole.basic("boss@" + shortName, ONE_TIME_PASSWORD);
        Answer due = otherNode.send(first, "GET", NUMBERS, "");
        assertEquals(403, due.status());
        assertEquals("password_change_due", due.json().at("/error/code").asString());
        String own = "four unrelated plain words";
        assertEquals(
                200,
                otherNode
                        .send(
                                first,
                                "PUT",
                                "/api/v1/account/password",
                                "{\"current\": \"%s\", \"password\": \"%s\"}".formatted(ONE_TIME_PASSWORD, own))
                        .status());
        String login = RunningConsole.basic("boss@" + shortName, own);
        assertEquals(200, console.send(login, "GET", NUMBERS, "").status());
        String audit =
                console.send(login, "GET", "/api/v1/audit?kind=access", "").text();
        assertTrue(audit.contains("\"operator@operators\"") && audit.contains("organization_added"), audit);
        assertTrue(operator(200, "GET", ORGANIZATIONS + "?search=globex", "")
                .toString()
                .contains(name));
    }

    @Test
    @DisplayName("an organization is added with its administrator or not at all, and the wrong field is named")
    void addNothing() {
        int before = operator(200, "GET", ORGANIZATIONS, "").get("total").asInt();
        String body =
                "{\"name\": \"%s\", \"zone\": \"%s\", \"region\": \"%s\", \"username\": \"%s\", \"password\": \"%s\"}";
        for (List<String> each : List.of(
                List.of("name", "", "UTC", "US", "boss", ONE_TIME_PASSWORD),
                List.of("zone", "Initech", "Mars/Olympus", "US", "boss", ONE_TIME_PASSWORD),
                List.of("region", "Initech", "UTC", "XX", "boss", ONE_TIME_PASSWORD),
                List.of("region", "Initech", "UTC", "001", "boss", ONE_TIME_PASSWORD),
                List.of("username", "Initech", "UTC", "US", "a/b", ONE_TIME_PASSWORD))) {
            JsonNode error = operator(
                            422,
                            "POST",
                            ORGANIZATIONS,
                            body.formatted(each.subList(1, 6).toArray()))
                    .get("error");
            assertEquals(each.get(0), error.get("field").asString());
        }
        operator(422, "POST", ORGANIZATIONS, body.formatted("Initech", "UTC", "US", "boss", "short"));
        assertEquals(
                before, operator(200, "GET", ORGANIZATIONS, "").get("total").asInt());
    }

    @Test
    @DisplayName(
            "D10 D7 calls of a closed organization are refused at the next decision on every node; nobody logs in; data stays")
    void close() throws Exception {
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550101")),
                        company.agent(),
                        Terms.forCountries("US"));
        Session session = new Session(otherNode);
        session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        for (int round = 0; round < 3; round++) {
            assertEquals(200, session.get(NUMBERS).statusCode());
            for (RunningConsole each : List.of(console, otherNode)) {
                assertTrue(decide(each, "+12025550199").isAllowed());
            }
            assertTrue(operator(200, "PATCH", path(), "{\"closed\": true}")
                    .at("/organization/closed")
                    .asBoolean());
            for (RunningConsole each : List.of(otherNode, console)) {
                Refused refused = (Refused) decide(each, "+12025550199");
                assertEquals("organization_closed", refused.cause().code());
                assertTrue(decide(each, "911").isAllowed());
                for (Role role : List.of(Role.ADMIN, Role.MANAGER, Role.AGENT, Role.DIALER)) {
                    assertEquals(
                            401,
                            each.send(company.login(role), "GET", "/api/v1/openapi", "")
                                    .status());
                }
                String call = "{\"agent_id\": \"%s\", \"to\": \"911\"}".formatted(company.agent());
                assertEquals(
                        200,
                        each.send(company.login(Role.DIALER), "POST", "/api/v1/calls", call)
                                .status());
            }
            assertEquals(401, session.get(NUMBERS).statusCode());
            operator(200, "PATCH", path(), "{\"closed\": false}");
            session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        }
        Answer audit = console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access", "");
        assertEquals(4, audit.text().split("organization_closed").length);
        assertEquals(4, audit.text().split("organization_reopened").length);
        assertTrue(console.send(company.login(Role.ADMIN), "GET", NUMBERS, "")
                .text()
                .contains("+12025550101"));
    }

    @Test
    @DisplayName("an organization is renamed on every node, and its users log in as before")
    void rename() throws Exception {
        String name = "Renamed " + company.name();
        operator(200, "PATCH", path(), "{\"name\": \"%s\"}".formatted(name));
        Session session = new Session(otherNode);
        session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        assertTrue(session.get("/account").body().contains(name));
        assertTrue(operator(200, "GET", "/api/v1/audit", "").toString().contains("organization_renamed"));
        assertEquals(
                "name", operator(422, "PATCH", path(), "{}").at("/error/field").asString());
        assertEquals(
                "name",
                operator(422, "PATCH", path(), "{\"closed\": true, \"name\": \"\"}")
                        .at("/error/field")
                        .asString());
        assertEquals(
                200, console.send(company.login(Role.ADMIN), "GET", NUMBERS, "").status());
    }

    @Test
    @DisplayName("K1 an operator sees no data of an organization, and no administrator makes an operator")
    void seesNoData() {
        String login = company.login(Role.OPERATOR);
        for (String each :
                List.of(NUMBERS, "/api/v1/agents", "/api/v1/users", "/api/v1/calls", "/api/v1/reports/usage")) {
            assertEquals(403, console.send(login, "GET", each, "").status(), each);
        }
        assertEquals(
                403,
                console.send(login, "GET", "/api/v1/agents/" + company.agent() + "/usage", "")
                        .status());
        assertFalse(
                operator(200, "GET", "/api/v1/audit?limit=1000", "").toString().contains(company.name()));
        Answer refused = console.send(
                company.login(Role.ADMIN),
                "POST",
                "/api/v1/users",
                "{\"username\": \"spy\", \"password\": \"%s\", \"role\": \"operator\"}".formatted(ONE_TIME_PASSWORD));
        assertEquals(422, refused.status(), refused.text());
        for (String operators : List.of("operators", "nobody")) {
            operator(404, "PATCH", ORGANIZATIONS + "/" + operators, "{\"closed\": true}");
        }
        assertFalse(operator(200, "GET", ORGANIZATIONS + "?limit=1000", "")
                .toString()
                .contains("\"operators\""));
    }

    @Test
    @DisplayName(
            "without the setting there is no operator; it is added once, whatever later starts say, and added again when it was deleted")
    void setting(@TempDir Path folder) throws Exception {
        String url = inMemory();
        Path file = folder.resolve("secrets").resolve("operator-password");
        try (RunningConsole without = RunningConsole.on(url, "sa")) {
            assertEquals(0, operators(without));
            assertEquals(
                    401,
                    without.send(
                                    RunningConsole.basic(RunningConsole.OPERATOR, RunningConsole.PASSWORD),
                                    "GET",
                                    ORGANIZATIONS,
                                    "")
                            .status());
        }
        String[] random = {"--callgate.console.operator=operator", "--callgate.console.operator-password-file=" + file};
        try (RunningConsole with = RunningConsole.on(url, "sa", random)) {
            assertEquals(1, operators(with));
            String login = RunningConsole.basic(
                    RunningConsole.OPERATOR, Files.readString(file).strip());
            assertEquals(403, with.send(login, "GET", ORGANIZATIONS, "").status());
            assertEquals(
                    200,
                    with.send(RunningConsole.basic("admin", RunningConsole.PASSWORD), "GET", NUMBERS, "")
                            .status());
        }
        try (RunningConsole again = RunningConsole.on(url, "sa", arguments(RunningConsole.PASSWORD))) {
            assertEquals(1, operators(again));
            again.bean(JdbcClient.class)
                    .sql("DELETE FROM console_users WHERE organization_id = 'operators'")
                    .update();
        }
        List<RunningConsole> both =
                Together.run(2, n -> () -> RunningConsole.beside(url, "sa", arguments(RunningConsole.PASSWORD)));
        try {
            assertEquals(1, operators(both.get(0)));
            String login = RunningConsole.basic(RunningConsole.OPERATOR, RunningConsole.PASSWORD);
            assertEquals(200, both.get(1).send(login, "GET", ORGANIZATIONS, "").status());
        } finally {
            both.forEach(RunningConsole::close);
        }
    }

    private static int operators(RunningConsole node) {
        return node.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM console_users WHERE role = 'OPERATOR'")
                .query(Integer.class)
                .single();
    }
}
