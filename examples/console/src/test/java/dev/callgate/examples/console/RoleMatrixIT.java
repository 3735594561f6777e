package dev.callgate.examples.console;

import static dev.callgate.examples.console.login.Role.ADMIN;
import static dev.callgate.examples.console.login.Role.AGENT;
import static dev.callgate.examples.console.login.Role.DIALER;
import static dev.callgate.examples.console.login.Role.MANAGER;
import static dev.callgate.examples.console.login.Role.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.examples.console.login.SavedFilters;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.policy.PolicyVersion;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class RoleMatrixIT {
    /** The bodies of requests and answers, by the names that clients generate code from. */
    private static final Set<String> SCHEMAS = Set.of(
            "AgentJson",
            "AgentPage",
            "AgentRemoved",
            "AgentResponse",
            "AddAgents",
            "AgentsAdded",
            "AgentUsageResponse",
            "AssignNumber",
            "AssignNumbers",
            "AuditEntryJson",
            "AuditEntryPage",
            "BulkFilter",
            "BulkLine",
            "BulkProgress",
            "BulkResult",
            "CallCountJson",
            "CallJson",
            "CallPage",
            "CallRecordResponse",
            "CallResponse",
            "ChangeOwnPassword",
            "CheckCall",
            "CheckedCall",
            "CheckedReason",
            "ChosenNumbers",
            "CompleteCall",
            "CountsReset",
            "CreateAgent",
            "CreateNumber",
            "CreateOrganization",
            "CreateToken",
            "CreateUser",
            "CreatedToken",
            "DecideCall",
            "DecisionResponse",
            "DoNotCallListJson",
            "DoNotCallListPage",
            "EndCall",
            "FilterJson",
            "FilterList",
            "FilterResponse",
            "LimitJson",
            "ListChanged",
            "ListProgress",
            "ListProgressLine",
            "ListReport",
            "ListedNumber",
            "MoveChosenNumbers",
            "MoveNumbers",
            "NumberJson",
            "NumberPage",
            "NumberResponse",
            "NumberUsage",
            "NumbersMoved",
            "PolicyResponse",
            "PolicyVersionJson",
            "PolicyVersionPage",
            "OrganizationResponse",
            "OrganizationPage",
            "OrganizationJson",
            "ProgressLine",
            "RefusalReason",
            "RejectedLine",
            "RejectedListLine",
            "ReleaseCall",
            "RenewCall",
            "RenewedCall",
            "SavePolicy",
            "SaveFilter",
            "SetPassword",
            "SkippedNumber",
            "Success",
            "TokenJson",
            "TokenPage",
            "UpdateAgent",
            "UpdateNumber",
            "UpdateNumbers",
            "UpdateOrganization",
            "UploadLines",
            "UploadProgress",
            "UploadReport",
            "UserJson",
            "UserPage",
            "UserResponse");

    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String POLICY = "/api/v1/policy";
    private static final String LISTS = "/api/v1/do-not-call-lists";

    /**
     * One line of the matrix.
     *
     * @param endpoint method and path, with the names of its variables
     * @param body what is sent; it may name the same variables
     * @param allowed who may; an agent for what is its own
     */
    private record Row(String endpoint, String body, Set<Role> allowed) {
        String method() {
            return endpoint.substring(0, endpoint.indexOf(' '));
        }

        String path() {
            return endpoint.substring(endpoint.indexOf(' ') + 1);
        }

        /** Returns the endpoint without its query and the names of its variables. */
        String mapping() {
            return endpoint.replaceAll("\\?.*", "").replaceAll("\\{\\w+}", "{}");
        }

        /** Returns the type of what is sent. */
        String type() {
            return body.startsWith("{") ? "application/json" : "text/csv";
        }

        boolean hasPathVariable() {
            return (path() + body()).matches(".*\\{(number|agent|call|user|token|version|list|filter)}.*");
        }

        @Override
        public String toString() {
            return endpoint;
        }
    }

    private static final Set<Role> ADMINS = Set.of(ADMIN);
    private static final Set<Role> READERS = Set.of(ADMIN, MANAGER);
    private static final Set<Role> OPERATORS = Set.of(OPERATOR);
    private static final Set<Role> CALLERS = Set.of(ADMIN, DIALER);

    private static final String NOTHING = "";
    private static final String CHOSEN = "{\"phone_numbers\": [\"{digits}\"]}";

    private static final List<Row> MATRIX = List.of(
            new Row("GET " + NUMBERS, NOTHING, READERS),
            new Row("POST " + NUMBERS, "{\"phone_number\": \"{newNumber}\"}", ADMINS),
            new Row("POST " + NUMBERS + "/bulk-upload", "{\"numbers\": \"{newNumber},telnyx,US\"}", ADMINS),
            new Row(
                    "POST " + NUMBERS + "/bulk-assign",
                    "{\"phone_numbers\": [\"{newNumber}\", \"{digits}\"], \"agent_ids\": [\"{agent}\"]}",
                    ADMINS),
            new Row(
                    "POST " + NUMBERS + "/bulk-move",
                    "{\"phone_numbers\": [\"{digits}\"], \"all_agents\": true}",
                    ADMINS),
            new Row("POST " + NUMBERS + "/bulk-unassign", CHOSEN, ADMINS),
            new Row(
                    "POST " + NUMBERS + "/bulk-update",
                    "{\"phone_numbers\": [\"{digits}\"], \"status\": \"inactive\"}",
                    ADMINS),
            new Row("POST " + NUMBERS + "/bulk-delete", CHOSEN, ADMINS),
            new Row("POST " + NUMBERS + "/bulk-export", CHOSEN, ADMINS),
            new Row("GET " + NUMBERS + "/export", NOTHING, READERS),
            new Row("GET " + NUMBERS + "/{number}", NOTHING, READERS),
            new Row("PATCH " + NUMBERS + "/{number}", "{\"status\": \"inactive\"}", ADMINS),
            new Row("DELETE " + NUMBERS + "/{number}", NOTHING, ADMINS),
            new Row("POST " + NUMBERS + "/{number}/assign", "{\"agent_id\": \"{agent}\"}", ADMINS),
            new Row("POST " + NUMBERS + "/{number}/unassign", NOTHING, ADMINS),
            new Row("POST " + NUMBERS + "/reset-daily-counts", NOTHING, ADMINS),
            new Row("GET " + NUMBERS + "/agent/{agent}", NOTHING, Set.of(ADMIN, MANAGER, DIALER, AGENT)),
            new Row("GET /api/v1/agents", NOTHING, READERS),
            new Row("POST /api/v1/agents", "{\"name\": \"New\"}", ADMINS),
            new Row("POST /api/v1/agents/bulk-add", "{\"names\": [\"New\"]}", ADMINS),
            new Row("PATCH /api/v1/agents/{agent}", "{\"name\": \"Renamed\"}", ADMINS),
            new Row("DELETE /api/v1/agents/{agent}", NOTHING, ADMINS),
            new Row("POST /api/v1/agents/{agent}/erase-name", NOTHING, ADMINS),
            new Row("GET /api/v1/agents/{agent}/usage", NOTHING, Set.of(ADMIN, MANAGER, AGENT)),
            new Row("GET /api/v1/agents/{agent}/calls", NOTHING, Set.of(ADMIN, MANAGER, AGENT)),
            new Row("POST /api/v1/agents/{agent}/move-numbers", "{\"to\": null}", ADMINS),
            new Row("POST /api/v1/calls", "{\"agent_id\": \"{agent}\", \"to\": \"+12025550199\"}", CALLERS),
            new Row(
                    "POST /api/v1/calls/preview",
                    "{\"agent_id\": \"{agent}\", \"to\": \"+12025550199\"}",
                    Set.of(ADMIN, MANAGER, DIALER)),
            new Row("GET /api/v1/calls", NOTHING, READERS),
            new Row("GET /api/v1/calls/record?call_id={call}", NOTHING, Set.of(ADMIN, MANAGER, AGENT)),
            new Row("GET /api/v1/calls/live", NOTHING, READERS),
            new Row("POST /api/v1/calls/end", "{\"call_id\": \"{call}\"}", ADMINS),
            new Row("POST /api/v1/calls/release", "{\"call_id\": \"{call}\"}", CALLERS),
            new Row("POST /api/v1/calls/complete", "{\"call_id\": \"{call}\", \"result\": \"busy\"}", CALLERS),
            new Row("POST /api/v1/calls/renew", "{\"call_id\": \"{call}\"}", CALLERS),
            new Row("GET " + POLICY, NOTHING, READERS),
            new Row("PUT " + POLICY, "{\"base_version\": 0, \"document\": {\"zone\": \"UTC\"}}", ADMINS),
            new Row("GET " + POLICY + "/versions", NOTHING, READERS),
            new Row("GET " + POLICY + "/versions/{version}", NOTHING, READERS),
            new Row("POST " + POLICY + "/versions/{version}/restore", NOTHING, ADMINS),
            new Row("POST " + POLICY + "/check", "{\"agent_id\": \"{agent}\", \"to\": \"+12025550199\"}", READERS),
            new Row("GET " + LISTS, NOTHING, READERS),
            new Row("PUT " + LISTS + "/{newName}?date=2026-03-01", "+12025550199", ADMINS),
            new Row("POST " + LISTS + "/{list}/add-number", "{\"phone_number\": \"+12025550199\"}", ADMINS),
            new Row("POST " + LISTS + "/{list}/remove-number", "{\"phone_number\": \"+12025550198\"}", ADMINS),
            new Row("DELETE " + LISTS + "/{list}", NOTHING, ADMINS),
            new Row("GET /api/v1/filters", NOTHING, READERS),
            new Row(
                    "POST /api/v1/filters",
                    "{\"list\": \"numbers\", \"name\": \"{newName}\", \"query\": \"status=active\"}",
                    READERS),
            new Row("DELETE /api/v1/filters/{filter}", NOTHING, READERS),
            new Row("GET /api/v1/audit", NOTHING, Set.of(ADMIN, MANAGER, OPERATOR)),
            new Row("GET /api/v1/reports/usage", NOTHING, READERS),
            new Row("GET /api/v1/reports/refusals", NOTHING, READERS),
            new Row("GET /api/v1/reports/limits", NOTHING, READERS),
            new Row("GET /api/v1/reports/numbers-to-rest", NOTHING, READERS),
            new Row("GET /api/v1/users", NOTHING, ADMINS),
            new Row(
                    "POST /api/v1/users",
                    "{\"username\": \"{newName}\", \"password\": \"kestrel umbrella 77\", \"role\": \"manager\"}",
                    ADMINS),
            new Row("DELETE /api/v1/users/{user}", NOTHING, ADMINS),
            new Row("PUT /api/v1/users/{user}/password", "{\"password\": \"kestrel umbrella 77\"}", ADMINS),
            new Row(
                    "PUT /api/v1/account/password",
                    "{\"current\": \"" + RunningConsole.PASSWORD + "\", \"password\": \"short\"}",
                    Set.of(ADMIN, MANAGER, AGENT, OPERATOR)),
            new Row("GET /api/v1/organizations", NOTHING, OPERATORS),
            new Row(
                    "POST /api/v1/organizations",
                    "{\"name\": \"{newName}\", \"zone\": \"UTC\", \"region\": \"US\", \"username\": \"admin\","
                            + " \"password\": \"kestrel umbrella 77\"}",
                    OPERATORS),
            new Row("PATCH /api/v1/organizations/{organization}", "{\"closed\": true}", OPERATORS),
            new Row("GET /api/v1/tokens", NOTHING, ADMINS),
            new Row("POST /api/v1/tokens", "{\"name\": \"{newName}\"}", ADMINS),
            new Row("DELETE /api/v1/tokens/{token}", NOTHING, ADMINS));

    private static final AtomicInteger LINE = new AtomicInteger(100);

    private static RunningConsole console;
    private static Company acme;
    private static Company other;

    @BeforeAll
    static void start() {
        console = RunningConsole.withOperator();
        acme = console.company("acme");
        other = console.company("other");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    static Stream<Row> matrix() {
        return MATRIX.stream();
    }

    /** Things of a company that nobody has used yet, by the names of the variables. */
    private static Map<String, String> things(Company company) {
        var organization = company.organization().id();
        PhoneNumber number = console.bean(NumberInventory.class).add(NewNumber.of(organization, newNumber()));
        console.bean(Assignments.class).assign(number, company.agent(), Terms.forCountries("US"));
        String call = UUID.randomUUID().toString();
        assertTrue(console.bean(CallGate.class)
                .decide(CallRequest.by(organization, company.agent())
                        .to("+12025550199")
                        .callId(call))
                .isAllowed());
        return Map.ofEntries(
                Map.entry(
                        "organization",
                        console.bean(Organizations.class)
                                .add(UUID.randomUUID().toString(), ZoneOffset.UTC, "US")
                                .id()
                                .value()),
                Map.entry("number", number.id().toString()),
                Map.entry("digits", number.e164().toString()),
                Map.entry("agent", company.agent().value()),
                Map.entry("call", call),
                Map.entry("filter", filterOf(company)),
                Map.entry("user", console.leaver(company)),
                Map.entry("token", tokenOf(company)),
                Map.entry("version", versionOf(company)),
                Map.entry("list", listOf(company)),
                Map.entry("newNumber", newNumber()),
                Map.entry("newName", UUID.randomUUID().toString()));
    }

    /** Returns the id of a token that may be revoked. */
    private static String tokenOf(Company company) {
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        return console.bean(Tokens.class)
                .add(admin, UUID.randomUUID().toString(), null)
                .token()
                .id();
    }

    /** Returns a version of a policy that no other organization has. */
    private static String versionOf(Company company) {
        Policies policies = console.bean(Policies.class);
        PolicyVersion current = policies.current(company.organization().id());
        Map<String, Object> document = new HashMap<>(current.document());
        document.put("longestCallSeconds", LINE.incrementAndGet());
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        return String.valueOf(
                policies.save(admin, document, current.version(), null).version());
    }

    /** Returns a do-not-call list with a number. */
    private static String listOf(Company company) {
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        byte[] numbers = "+12025550198".getBytes(StandardCharsets.UTF_8);
        console.bean(DoNotCallLists.class)
                .load(admin, "own", LocalDate.EPOCH, new ByteArrayInputStream(numbers), soFar -> {});
        return "own";
    }

    /** Returns the ID of a filter that the administrator saved. */
    private static String filterOf(Company company) {
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        SavedFilters filters = console.bean(SavedFilters.class);
        filters.list(admin, Filtered.CALLS).forEach(each -> filters.remove(admin, each.id()));
        return filters.add(admin, Filtered.CALLS, UUID.randomUUID().toString(), "state=open")
                .orElseThrow()
                .id();
    }

    private static String newNumber() {
        return "+1202555%04d".formatted(LINE.incrementAndGet());
    }

    private static String filled(String template, Map<String, String> things) {
        String text = template;
        for (Map.Entry<String, String> each : things.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
        }
        return text;
    }

    private static Answer ask(Row row, String login, Map<String, String> things) {
        return console.send(login, row.method(), filled(row.path(), things), row.type(), filled(row.body(), things));
    }

    @Test
    @DisplayName("every endpoint of the API has a line in the matrix")
    void isComplete() {
        Set<String> endpoints = new TreeSet<>();
        console.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getName().startsWith("dev.callgate.examples.console.api")) {
                        mapping.getPatternValues().forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(each -> endpoints.add(each + " " + path.replaceAll("\\{\\w+}", "{}"))));
                    }
                });
        Set<String> lines = new TreeSet<>();
        MATRIX.forEach(row -> lines.add(row.mapping()));
        assertFalse(endpoints.isEmpty());
        assertEquals(endpoints, lines);
    }

    @Test
    @DisplayName("every endpoint is in the OpenAPI document, with fields as they are sent; a stranger does not see it")
    void isDocumented() {
        String path = "/api/v1/openapi";
        assertEquals(401, console.send("", "GET", path, "").status());
        Answer document = console.send(acme.login(AGENT), "GET", path, "");
        assertEquals(200, document.status(), document.text());
        Set<String> documented = new TreeSet<>();
        document.json().get("paths").properties().forEach(each -> each.getValue()
                .propertyNames()
                .forEach(method -> documented.add(
                        method.toUpperCase(Locale.ROOT) + " " + each.getKey().replaceAll("\\{\\w+}", "{}"))));
        Set<String> lines = new TreeSet<>();
        MATRIX.forEach(row -> lines.add(row.mapping()));
        assertEquals(lines, documented);
        String fields =
                document.json().at("/components/schemas/NumberJson/properties").toString();
        assertTrue(fields.contains("\"phone_number\"") && fields.contains("\"calls_made_today\""), fields);
        assertTrue(document.text().contains("\"phoneNumbers\""));
        JsonNode schemas = document.json().at("/components/schemas");
        assertEquals(
                Set.of("id", "name"),
                Set.copyOf(schemas.at("/CreateAgent/properties").propertyNames()));
        assertEquals(SCHEMAS, new TreeSet<>(schemas.propertyNames()));
        schemas.forEach(each -> assertEquals("object", each.path("type").asString(""), each::toString));
        assertEquals(
                Set.of("limit", "most", "used", "remaining"),
                Set.copyOf(schemas.at("/LimitJson/properties").propertyNames()));
        JsonNode decision = schemas.at("/DecisionResponse/properties");
        assertTrue(decision.has("final") && decision.has("cause") && decision.has("limits"), decision::toString);
        assertEquals(
                "string",
                schemas.at("/DecideCall/properties/attributes/additionalProperties/type")
                        .asString(),
                schemas::toString);
        assertEquals(
                List.of("from", "to", "by", "agent", "format"),
                document.json()
                        .get("paths")
                        .get("/api/v1/reports/usage")
                        .at("/get/parameters")
                        .findValuesAsString("name"));
        JsonNode bulk =
                document.json().get("paths").get(NUMBERS + "/bulk-upload").get("post");
        assertEquals(
                Set.of("application/json", "multipart/form-data", "text/csv"),
                Set.copyOf(bulk.at("/requestBody/content").propertyNames()));
        assertTrue(bulk.at("/responses/200/content").has("application/x-ndjson"), bulk::toString);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("a stranger gets 401")
    void strangers(Row row) {
        Answer answer = ask(row, "", things(acme));
        assertEquals(401, answer.status());
        assertEquals("unauthorized", answer.json().at("/error/code").asString());
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("each role may do what its line says, and gets 403 for all else")
    void roles(Row row) {
        for (Role role : Role.values()) {
            Answer answer = ask(row, acme.login(role), things(acme));
            String what = "%s: %s".formatted(role, answer.text());
            if (row.allowed().contains(role)) {
                assertTrue(answer.status() < 500 && answer.status() != 401 && answer.status() != 403, what);
            } else {
                assertEquals(403, answer.status(), what);
                assertEquals("forbidden", answer.json().at("/error/code").asString(), what);
            }
        }
    }

    static Stream<Row> requestsForForeignData() {
        return matrix().filter(row -> !row.path().startsWith("/api/v1/account"));
    }

    @ParameterizedTest
    @MethodSource("requestsForForeignData")
    @DisplayName("an agent gets 403 for whatever is another's")
    void dataOfAnotherIsForbidden(Row row) {
        assertEquals(403, ask(row, acme.colleagueLogin(), things(acme)).status());
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("K1 an administrator of another organization finds nothing, and changes nothing")
    void hidesDataOfOthers(Row row) {
        Map<String, String> things = things(acme);
        String before = all();
        Answer answer = ask(row, other.login(ADMIN), things);
        if (row.hasPathVariable()) {
            assertEquals(404, answer.status(), answer.text());
        }
        for (String theirs : List.of(things.get("number"), things.get("call"), acme.name())) {
            assertFalse(answer.status() < 300 && answer.text().contains(theirs), answer.text());
        }
        assertEquals(before, all());
    }

    /** What a row of repeated logins has in addition. */
    private static final String REPETITIONS = "\"last_at\":\"[^\"]*\",\"times\":\"\\d+\"";

    /** What the company's administrator sees, apart from how often the administrator has logged in to see it. */
    private static String all() {
        StringBuilder all = new StringBuilder();
        for (Row row : MATRIX) {
            boolean isRecorded = row.path().endsWith("/export");
            if (row.method().equals("GET") && !row.hasPathVariable() && !isRecorded) {
                all.append(ask(row, acme.login(ADMIN), Map.of()).text()).append('\n');
            }
        }
        return all.toString().toLowerCase(Locale.ROOT).replaceAll(REPETITIONS, "");
    }
}
