package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Terms;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Decisions on calls with attributes, where an agent may have one call at a time. */
class CallLimitsTest {
    private static final String CALLS = "/api/v1/calls";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start("--callgate.console.calls-per-agent=1", "--callgate.console.longest-call=2h");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550123")),
                        company.agent(),
                        Terms.dailyLimit(10).countries("US"));
    }

    private Answer post(String path, String json) {
        return console.send(company.login(Role.DIALER), "POST", path, json);
    }

    private Answer decide(String to, String callId, String attributes) {
        return post(
                CALLS,
                "{\"agent_id\": \"%s\", \"to\": \"%s\", \"call_id\": \"%s\", \"attributes\": %s}"
                        .formatted(company.agent(), to, callId, attributes));
    }

    private JsonNode decided(String to, String callId) {
        Answer answer = decide(to, callId, "{\"campaign\": \"spring\"}");
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private boolean renewed(String callId) {
        Answer answer = post(CALLS + "/renew", "{\"call_id\": \"%s\"}".formatted(callId));
        assertEquals(200, answer.status(), answer.text());
        return answer.json().get("renewed").asBoolean();
    }

    @Test
    @DisplayName("D9 D13 answers have the limits; a refusal has its cause, and is final if waiting does not help")
    void limits() {
        JsonNode allowed = decided("+12025550199", "c-1");
        assertEquals(
                "[{\"limit\":\"1 call per agent at once\",\"most\":1,\"used\":1,\"remaining\":0}]",
                allowed.get("limits").toString());
        assertFalse(allowed.has("cause") || allowed.has("final"), allowed::toString);

        JsonNode busy = decided("+12025550199", "c-2");
        assertAll(
                () -> assertFalse(busy.get("allowed").asBoolean()),
                () -> assertEquals("agent_limit_reached", busy.get("cause").asString()),
                () -> assertFalse(busy.get("final").asBoolean()),
                () -> assertEquals(0, busy.at("/limits/0/remaining").asInt()));

        JsonNode foreign = decided("+4930123456", "c-3");
        assertAll(
                () -> assertEquals("country_not_allowed", foreign.get("cause").asString()),
                () -> assertTrue(foreign.get("final").asBoolean()),
                () -> assertEquals(2, foreign.get("reasons").size()));
    }

    @Test
    @DisplayName(
            "D13 the end of a call makes room for the next one; a call in progress is renewed, an ended one is not")
    void endsAndRenews() {
        assertTrue(decided("+12025550199", "c-1").get("allowed").asBoolean());
        assertTrue(renewed("c-1"));
        assertEquals(
                200,
                post(CALLS + "/complete", "{\"call_id\": \"c-1\", \"result\": \"busy\"}")
                        .status());
        assertFalse(renewed("c-1"));
        assertTrue(decided("+12025550199", "c-2").get("allowed").asBoolean());
        Answer unknown = post(CALLS + "/renew", "{\"call_id\": \"c-9\"}");
        assertEquals(404, unknown.status(), unknown.text());
    }

    @Test
    @DisplayName(
            "D5 D16 attributes are part of a call: they are in the journal, and another campaign is another request")
    void attributes() {
        decided("+12025550199", "c-1");
        List<CallRecord> spring = console.bean(CallJournal.class)
                .list(CallQuery.of(company.organization().id(), company.agent(), LocalDate.now(ZoneOffset.UTC))
                        .with("campaign", "spring"));
        assertEquals(
                List.of("c-1"),
                spring.stream().map(each -> each.call().callId().value()).toList());
        assertEquals(
                "call_id_reused",
                decide("+12025550199", "c-1", "{\"campaign\": \"fall\"}")
                        .json()
                        .at("/error/code")
                        .asString());
        JsonNode released = post(CALLS + "/release", "{\"call_id\": \"c-1\"}").json();
        assertEquals("spring", released.at("/attributes/campaign").asString());
    }

    @Test
    @DisplayName("attributes that are not valid are refused with their field")
    void invalidAttributes() {
        for (String each : List.of("{\"Campaign\": \"spring\"}", "{\"campaign\": \"\"}", "{\"campaign\": \" x\"}")) {
            assertInvalid("attributes", each);
        }
        assertInvalid("attributes.campaign", "{\"campaign\": 7}");
        assertInvalid("attributes.campaign", "{\"campaign\": null}");
        assertInvalid("attributes", "[\"spring\"]");
    }

    private void assertInvalid(String field, String attributes) {
        Answer answer = decide("+12025550199", "c-1", attributes);
        assertEquals(422, answer.status(), answer.text());
        assertEquals(field, answer.json().at("/error/field").asString(), attributes);
    }
}
