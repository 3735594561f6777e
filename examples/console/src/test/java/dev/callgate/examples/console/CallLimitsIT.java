package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Decisions on calls with attributes, where an agent may have one call at a time. */
class CallLimitsIT {
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
            "D5 D18 attributes are part of a call: they are in the journal, and another campaign is another request")
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
    @DisplayName("D18 the journal lists an agent's calls of a day by an attribute, page by page")
    void listsCalls() {
        for (String each : List.of("c-1", "c-2", "c-3")) {
            String campaign = each.equals("c-2") ? "fall" : "spring";
            assertEquals(
                    200,
                    decide("+12025550199", each, "{\"campaign\": \"%s\"}".formatted(campaign))
                            .status());
            assertEquals(
                    200,
                    post(CALLS + "/complete", "{\"call_id\": \"%s\", \"result\": \"busy\"}".formatted(each))
                            .status());
        }
        JsonNode first = calls("?attribute=campaign%3Dspring&limit=1");
        JsonNode second = calls("?attribute=campaign%3Dspring&limit=1&after="
                + first.get("next").asString());
        assertAll(
                () -> assertEquals(List.of("c-1", "c-2", "c-3"), calls("").findValuesAsString("call_id")),
                () -> assertEquals(List.of("c-1"), first.findValuesAsString("call_id")),
                () -> assertEquals(List.of("c-3"), second.findValuesAsString("call_id")),
                () -> assertEquals(
                        "spring", second.at("/calls/0/attributes/campaign").asString()),
                () -> assertEquals("busy", second.at("/calls/0/result").asString()),
                () -> assertEquals(0, calls("?day=2026-03-01").get("calls").size()),
                () -> assertEquals(
                        "attribute",
                        list("?attribute=spring").json().at("/error/field").asString()),
                () -> assertEquals(404, list("?after=c-9").status()));
    }

    private JsonNode calls(String query) {
        Answer answer = list(query);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private Answer list(String query) {
        return console.send(
                company.login(Role.AGENT), "GET", "/api/v1/agents/" + company.agent() + "/calls" + query, "");
    }

    @ParameterizedTest
    @CsvSource({
        "calls-per-agent=0,a limit must be 1 to",
        "longest-call=25h,the longest call must be 1 second to 24 hours"
    })
    @DisplayName("limits that are out of range stop the start")
    void invalidLimits(String setting, String problem) {
        Exception failure =
                assertThrows(RuntimeException.class, () -> RunningConsole.start("--callgate.console." + setting));
        assertTrue(
                Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(each -> String.valueOf(each.getMessage()).contains(problem)),
                failure::toString);
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
