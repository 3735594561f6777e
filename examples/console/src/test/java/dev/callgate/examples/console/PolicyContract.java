package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.contract.Together;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.Terms;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The policy of an organization as data, on two consoles with one database of any kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PolicyContract {
    private static final String POLICY = "/api/v1/policy";
    private static final String LISTS = "/api/v1/do-not-call-lists";
    private static final String TO = "+12125550142";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private RunningConsole console;
    private RunningConsole other;
    private Company company;

    /** Starts a console on the same database each time. */
    abstract RunningConsole startConsole() throws Exception;

    /** Stops the database if it is a server. */
    void stopDatabase() throws Exception {}

    @BeforeAll
    void start() throws Exception {
        console = startConsole();
        other = startConsole();
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
        other.close();
        stopDatabase();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("policy" + COMPANIES.incrementAndGet());
        assign("+12025550123");
    }

    private void assign(String number) {
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), number)),
                        company.agent(),
                        Terms.dailyLimit(100).countries("US"));
    }

    private Answer send(String method, String path, String body) {
        return console.send(company.login(Role.ADMIN), method, path, body);
    }

    private JsonNode ok(Answer answer) {
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private JsonNode policy() {
        return ok(send("GET", POLICY, ""));
    }

    /** The current document with other fields. */
    private ObjectNode with(String fields) {
        ObjectNode document = (ObjectNode) policy().get("document");
        JSON.readTree(fields).properties().forEach(each -> document.set(each.getKey(), each.getValue()));
        return document;
    }

    private Answer save(JsonNode document, int base) {
        return send(
                "PUT",
                POLICY,
                JSON.createObjectNode()
                        .put("base_version", base)
                        .set("document", document)
                        .toString());
    }

    private JsonNode saved(String fields) {
        return ok(save(with(fields), policy().get("version").asInt()));
    }

    private JsonNode decide(RunningConsole on, String to) {
        String body = "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(company.agent(), to);
        return ok(on.send(company.login(Role.DIALER), "POST", "/api/v1/calls", body));
    }

    private boolean isAllowed(RunningConsole on) {
        return decide(on, TO).get("allowed").asBoolean();
    }

    private Answer upload(String name, String date, String lines) {
        return console.send(company.login(Role.ADMIN), "PUT", LISTS + "/" + name + "?date=" + date, "text/csv", lines);
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    @Test
    @DisplayName("a new organization has the policy of the settings, as version 1")
    void first() {
        JsonNode first = policy();
        assertAll(
                () -> assertEquals(1, first.get("version").asInt()),
                () -> assertEquals("system", first.get("made_by").asString()),
                () -> assertEquals("UTC", first.at("/document/zone").asString()),
                () -> assertEquals("US", first.at("/document/region").asString()),
                () -> assertTrue(first.at("/document/journalEveryCall").asBoolean()));
    }

    @Test
    @DisplayName(
            "D10 a policy that is changed on one console holds for the next call on another, and so do its zone and region")
    void holdsOnEveryNode() {
        assertTrue(isAllowed(console) && isAllowed(other));
        JsonNode saved = saved(
                "{\"zone\": \"Europe/Berlin\", \"region\": \"DE\", \"limits\": [{\"calls\": 1, \"per\": \"agent\", \"in\": \"day\"}]}");
        assertEquals(2, saved.get("version").asInt());
        assertEquals(
                List.of("limits", "region", "zone"),
                saved.get("changed").valueStream().map(JsonNode::asString).toList());
        assertTrue(isAllowed(console));
        JsonNode refused = decide(other, TO);
        assertEquals("agent_limit_reached", refused.get("cause").asString(), refused::toString);
        saved("{\"limits\": []}");
        assertTrue(isAllowed(other));
        JsonNode national = decide(other, "030 123456");
        assertEquals("country_not_allowed", national.get("cause").asString(), national::toString);
        Organization changed =
                other.bean(Organizations.class).get(company.organization().id());
        assertEquals("Europe/Berlin DE", changed.zone() + " " + changed.region());
    }

    @Test
    @DisplayName("a wrong document is refused with all its wrong values by path, and nothing is saved")
    void wrong() {
        Answer answer = save(
                with("{\"zone\": \"Mars\", \"callees\": \"hashed\", \"automaticDialing\": true, \"limits\": [{\"calls\": 5, \"per\": \"agent\", \"in\": \"day\"}, {\"calls\": 0, \"per\": \"agent\", \"in\": \"week\"}],"
                                + " \"doNotCall\": [{\"list\": \"national\"}], \"nonsense\": 1}")
                        .without("region"),
                1);
        assertEquals(422, answer.status(), answer.text());
        assertEquals("invalid_policy", answer.json().at("/error/code").asString());
        List<String> paths = answer.json().at("/error/errors").findValuesAsString("path");
        assertTrue(
                paths.containsAll(List.of(
                        "zone",
                        "region",
                        "callees",
                        "automaticDialing",
                        "limits[1].calls",
                        "doNotCall[0].list",
                        "nonsense")),
                answer.text());
        assertEquals(1, policy().get("version").asInt());
    }

    @Test
    @DisplayName(
            "of two administrators who change the same version at once, one gets a conflict, which says who was first")
    void conflict() throws Exception {
        List<Answer> answers = Together.run(
                2,
                n -> () -> (n == 0 ? console : other)
                        .send(
                                company.login(Role.ADMIN),
                                "PUT",
                                POLICY,
                                "{\"base_version\": 1, \"document\": {\"zone\": \"UTC\", \"region\": \"US\", \"longestCallSeconds\": %d}}"
                                        .formatted(100 + n)));
        List<Integer> statuses = answers.stream().map(Answer::status).sorted().toList();
        assertEquals(List.of(200, 409), statuses, answers::toString);
        Answer late = save(with("{\"region\": \"CA\"}"), 1);
        assertEquals(409, late.status());
        assertEquals("policy_changed", late.json().at("/error/code").asString());
        assertTrue(late.json().at("/error/message").asString().contains("admin saved version 2"), late.text());
        assertEquals(2, policy().get("version").asInt());
    }

    @Test
    @DisplayName("the same document again makes no version; an earlier version is restored as a new one")
    void versions() {
        JsonNode first = policy();
        assertEquals(1, ok(save(first.get("document"), 1)).get("version").asInt());
        saved("{\"region\": \"CA\"}");
        JsonNode restored = ok(send("POST", POLICY + "/versions/1/restore", ""));
        assertEquals(3, restored.get("version").asInt());
        assertEquals(first.get("document"), restored.get("document"));
        assertEquals("version 1 restored", restored.get("note").asString());
        JsonNode page = ok(send("GET", POLICY + "/versions?limit=2", ""));
        assertEquals(List.of("3", "2"), page.at("/versions").findValuesAsString("version"));
        JsonNode next = ok(send(
                "GET", POLICY + "/versions?limit=2&after=" + page.get("next").asString(), ""));
        assertEquals(List.of("1"), next.at("/versions").findValuesAsString("version"));
        assertEquals(
                "CA",
                ok(send("GET", POLICY + "/versions/2", ""))
                        .at("/document/region")
                        .asString());
        assertEquals(404, send("GET", POLICY + "/versions/9", "").status());
        assertEquals(404, send("POST", POLICY + "/versions/0/restore", "").status());
    }

    @Test
    @DisplayName("T1 the access log says who changed which sections to which version, and not to what")
    void accessLog() {
        saved("{\"limits\": [{\"calls\": 7, \"per\": \"agent\", \"in\": \"day\"}]}");
        JsonNode entry =
                ok(send("GET", "/api/v1/audit?kind=access&limit=1", "")).at("/entries/0");
        // The login of this request is counted in a row of its own, made before.
        assertEquals("policy_changed", entry.get("action").asString(), entry::toString);
        assertEquals("admin", entry.get("actor").asString());
        assertEquals("2", entry.at("/details/version").asString());
        assertEquals("limits", entry.at("/details/changed").asString());
    }

    @Test
    @DisplayName("a call is checked without being counted: from which numbers it is allowed, or why not and until when")
    void check() {
        assign("+12025550124");
        JsonNode allowed = checked(TO);
        assertTrue(allowed.get("allowed").asBoolean());
        assertEquals(
                List.of("+12025550123", "+12025550124"),
                allowed.get("from").valueStream().map(JsonNode::asString).toList());
        saved("{\"limits\": [{\"calls\": 1, \"per\": \"agent\", \"in\": \"day\"}]}");
        assertTrue(checked(TO).get("allowed").asBoolean()
                && checked(TO).get("allowed").asBoolean());
        assertTrue(isAllowed(console));
        JsonNode refused = checked(TO);
        assertAll(
                () -> assertFalse(refused.get("allowed").asBoolean()),
                () -> assertEquals(
                        "agent_limit_reached", refused.at("/reasons/0/code").asString()),
                () -> assertFalse(refused.at("/reasons/0/permanent").asBoolean()),
                () -> assertTrue(refused.has("next_allowed")),
                () -> assertFalse(refused.get("final").asBoolean()));
        JsonNode foreign = checked("+4930123456");
        assertTrue(foreign.at("/reasons/0/permanent").asBoolean()
                && foreign.get("final").asBoolean());
        assertTrue(checked("911").get("emergency").asBoolean());
    }

    private JsonNode checked(String to) {
        return ok(send(
                "POST", POLICY + "/check", "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(company.agent(), to)));
    }

    @Test
    @DisplayName(
            "D10 a number on an uploaded list is refused on every console; a list that the policy names is not deleted")
    void doNotCall() {
        JsonNode report = ok(
                upload("national", today(), "number\n" + TO + ",x\n(212) 555-0143\n\"+12125550142\"\n\nhello 123\n"));
        assertAll(
                () -> assertEquals(4, report.get("lines").asInt()),
                () -> assertEquals(2, report.get("numbers").asInt()),
                () -> assertEquals(1, report.get("rejected_count").asInt()),
                () -> assertEquals("hello ***", report.at("/rejected/0/text").asString()),
                () -> assertEquals(6, report.at("/rejected/0/line").asInt()));
        assertTrue(isAllowed(other));
        saved("{\"doNotCall\": [{\"list\": \"national\", \"maxAgeDays\": 31, \"countries\": [\"US\"]}]}");
        assertEquals("do_not_call", decide(other, TO).get("cause").asString());
        assertEquals("do_not_call", decide(other, "212 555 0143").get("cause").asString());
        assertTrue(decide(other, "+12125550144").get("allowed").asBoolean());

        assertEquals(
                "list_in_use",
                send("DELETE", LISTS + "/national", "").json().at("/error/code").asString());
        assertTrue(ok(send("POST", LISTS + "/national/remove-number", "{\"phone_number\": \"2125550142\"}"))
                .get("changed")
                .asBoolean());
        assertTrue(isAllowed(other));
        assertTrue(ok(send("POST", LISTS + "/national/add-number", "{\"phone_number\": \"" + TO + "\"}"))
                .get("changed")
                .asBoolean());
        assertFalse(ok(send("POST", LISTS + "/national/add-number", "{\"phone_number\": \"" + TO + "\"}"))
                .get("changed")
                .asBoolean());
        assertFalse(isAllowed(other));

        ok(upload("national", today(), "+12125550144\n"));
        assertTrue(isAllowed(other));
        assertFalse(decide(other, "+12125550144").get("allowed").asBoolean());
        assertEquals(1, rows());
        saved("{\"doNotCall\": []}");
        ok(send("DELETE", LISTS + "/national", ""));
        assertEquals(0, rows());
        assertEquals(404, send("DELETE", LISTS + "/national", "").status());
    }

    private int rows() {
        return console.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM console_do_not_call_numbers WHERE organization_id = ?")
                .param(company.organization().id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    @DisplayName("a list that is too old refuses the calls to its countries")
    void tooOld() {
        ok(upload("national", "2026-01-01", "+12125550144\n"));
        saved("{\"doNotCall\": [{\"list\": \"national\", \"maxAgeDays\": 31, \"countries\": [\"US\"]}]}");
        assertEquals(
                "do_not_call_list_too_old", decide(console, TO).get("cause").asString());
        ok(upload("national", today(), "+12125550144\n"));
        assertTrue(isAllowed(other));
    }

    @Test
    @DisplayName("a file without numbers, of another day, or under a wrong name changes no list")
    void wrongFiles() {
        ok(upload("own", today(), TO + "\n"));
        assertEquals(
                "file",
                upload("own", today(), "hello\n1\n").json().at("/error/field").asString());
        assertEquals(
                "file", upload("own", today(), "\n").json().at("/error/field").asString());
        assertEquals(
                "date",
                upload("own", "2126-01-01", TO).json().at("/error/field").asString());
        assertEquals(
                "date", upload("own", "yesterday", TO).json().at("/error/field").asString());
        assertEquals(
                "name", upload("OWN", today(), TO).json().at("/error/field").asString());
        JsonNode lists = ok(send("GET", LISTS, ""));
        assertEquals(1, lists.at("/lists/0/numbers").asInt(), lists::toString);
        assertEquals(1, lists.get("lists").size());
    }

    @Test
    @DisplayName(
            "of two uploads of one list, the later one stays; an upload that ends early changes nothing, and leaves no number behind")
    void uploadsAtOnce() {
        ok(upload("own", today(), TO + "\n"));
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        Problem late = assertThrows(Problem.class, () -> console.bean(DoNotCallLists.class)
                .load(admin, "own", LocalDate.EPOCH, numbers(2_000), soFar -> {
                    if (soFar.numbers() == 1_000) {
                        ok(other.send(
                                company.login(Role.ADMIN),
                                "PUT",
                                LISTS + "/own?date=" + today(),
                                "text/csv",
                                "+12125550144"));
                    }
                }));
        assertEquals("list_changed", late.code());
        assertEquals(1, rows());
        assertThrows(IllegalStateException.class, () -> console.bean(DoNotCallLists.class)
                .load(admin, "own", LocalDate.EPOCH, numbers(2_000), soFar -> {
                    throw new IllegalStateException("the client is gone");
                }));
        assertEquals(1, rows());
        JsonNode list = ok(send("GET", LISTS, "")).at("/lists/0");
        assertEquals(1, list.get("numbers").asInt());
        assertEquals(today(), list.get("date").asString());
    }

    private static InputStream numbers(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("+1212%07d\n".formatted(2_000_000 + i));
        }
        return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("an upload tells its progress line by line, and the report at the end")
    void progress() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append("+1212%07d\n".formatted(2_000_000 + i));
        }
        Answer answer = console.sendAccepting(
                "application/x-ndjson",
                company.login(Role.ADMIN),
                "PUT",
                LISTS + "/big?date=" + today(),
                "text/csv",
                lines + "+12122000000\n+12122004000\n");
        String[] told = answer.text().split("\n");
        assertTrue(told.length > 3, answer.text());
        assertEquals(1_000, JSON.readTree(told[0]).at("/progress/numbers").asInt());
        assertEquals(5_000, JSON.readTree(told[told.length - 1]).get("numbers").asInt());
    }
}
