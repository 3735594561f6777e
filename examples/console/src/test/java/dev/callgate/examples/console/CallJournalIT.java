package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The calls of an organization by the API, where callees are kept in full and an agent may have two calls at once. */
class CallJournalIT {
    private static final String CALLS = "/api/v1/calls";
    private static final String WASHINGTON = "+12025550199";
    private static final String TORONTO = "+14165550100";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start(
                "--callgate.console.callees=in-full",
                "--callgate.console.calls-per-agent=2",
                "--callgate.console.longest-call=2h");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("journal" + COMPANIES.incrementAndGet());
        assign("+12025550123", company.agent());
        assign("+12025550124", company.colleague());
    }

    private void assign(String number, AgentId agent) {
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), number)),
                        agent,
                        Terms.forCountries("US", "CA"));
    }

    private void call(String id, AgentId agent, String to) {
        assertTrue(console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), agent)
                        .to(to)
                        .callId(id)
                        .with("campaign", to.equals(TORONTO) ? "canada" : "spring"))
                .isAllowed());
    }

    private void complete(String id, CallOutcome outcome) {
        assertTrue(console.bean(CallGate.class)
                .complete(company.organization().id(), new CallId(id), outcome)
                .isPresent());
    }

    /** Places a completed call of each agent, and an open one of each. */
    private void placeCalls() {
        call("c-1", company.agent(), WASHINGTON);
        complete("c-1", CallOutcome.answered(Duration.ofSeconds(63)).sipStatus(200));
        call("c-2", company.colleague(), TORONTO);
        complete("c-2", CallOutcome.of(CallOutcome.Result.BUSY));
        call("c/3, @x", company.agent(), TORONTO);
        call("c-4", company.colleague(), WASHINGTON);
    }

    private Answer get(String path) {
        return console.send(company.login(Role.MANAGER), "GET", CALLS + path, "");
    }

    private JsonNode found(String path) {
        Answer answer = get(path);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private List<String> ids(String path) {
        return found(path).findValuesAsString("call_id");
    }

    private Answer end(String json) {
        return console.send(company.login(Role.ADMIN), "POST", CALLS + "/end", json);
    }

    @Test
    @DisplayName("T2 calls are listed by day, agent, number, destination, state, result and attribute, in both orders")
    void lists() {
        placeCalls();
        List<String> all = List.of("c-1", "c-2", "c/3, @x", "c-4");
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        assertAll(
                () -> assertEquals(all, ids("")),
                () -> assertEquals(all, ids("?day=" + today)),
                () -> assertEquals(List.of(), ids("?day=2026-03-01")),
                () -> assertEquals(List.of("c-4", "c/3, @x", "c-2", "c-1"), ids("?order=newest")),
                () -> assertEquals(List.of("c-1", "c/3, @x"), ids("?agent_id=" + company.agent())),
                () -> assertEquals(List.of("c-2", "c-4"), ids("?number=%2B12025550124")),
                () -> assertEquals(List.of("c-2", "c/3, @x"), ids("?to=%2B14165550100")),
                () -> assertEquals(List.of(), ids("?to=%2B14165550100&day=2026-03-01")),
                () -> assertEquals(List.of("c/3, @x", "c-4"), ids("?state=open")),
                () -> assertEquals(List.of("c-1", "c-2"), ids("?state=completed")),
                () -> assertEquals(List.of("c-2"), ids("?state=busy")),
                () -> assertEquals(List.of("c-1", "c-4"), ids("?attribute=campaign%3Dspring")),
                () -> assertEquals(List.of("c-4"), ids("?attribute=campaign%3Dspring&state=open&order=newest")));
        JsonNode first = found("?order=newest&limit=2");
        assertEquals("c/3, @x", first.get("next").asString());
        assertEquals(List.of("c-2", "c-1"), ids("?order=newest&limit=2&after=c%2F3%2C%20%40x"));
        assertEquals(404, get("?after=c-9").status());
        JsonNode open = first.at("/calls/0");
        assertEquals("open", open.get("state").asString());
        assertEquals(WASHINGTON, open.get("to").asString());
        assertEquals(company.colleague().value(), open.get("agent_id").asString());
        assertTrue(Instant.parse(open.get("live_until").asString()).isAfter(Instant.now()), open::toString);
    }

    @Test
    @DisplayName("T2 D18 one call has its request, its decision, the limits that it was counted on, and its outcome")
    void tellsOneCall() {
        placeCalls();
        JsonNode answered = found("/record?call_id=c-1");
        assertAll(
                () -> assertEquals("answered", answered.at("/call/result").asString()),
                () -> assertEquals(63, answered.at("/call/talk_seconds").asDouble()),
                () -> assertEquals(200, answered.get("sip_status").asInt()),
                () -> assertEquals(1, answered.get("call_of_day").asInt()),
                () -> assertEquals(
                        "spring", answered.at("/call/attributes/campaign").asString()),
                () -> assertEquals("calls/live", answered.at("/counts/0/kind").asString()),
                () -> assertEquals("agent", answered.at("/counts/0/scope").asString()),
                () -> assertEquals(
                        company.agent().value(), answered.at("/counts/0/id").asString()),
                () -> assertTrue(answered.has("ended_at")),
                () -> assertFalse(answered.get("call").has("live_until")));
        JsonNode open = found("/record?call_id=c%2F3%2C%20%40x");
        assertEquals("c/3, @x", open.at("/call/call_id").asString());
        assertTrue(open.get("call").has("live_until"), open::toString);
        assertEquals(404, get("/record?call_id=c-9").status());
        assertEquals("call_id", get("/record").json().at("/error/field").asString());
        Answer own = console.send(company.login(Role.AGENT), "GET", CALLS + "/record?call_id=c-1", "");
        assertEquals(200, own.status(), own.text());
        Answer others = console.send(company.login(Role.AGENT), "GET", CALLS + "/record?call_id=c-2", "");
        assertEquals(403, others.status(), others.text());
    }

    @Test
    @DisplayName("D13 a call that hangs is in the list of live calls, and ending it frees its place")
    void endsLiveCalls() {
        placeCalls();
        call("c-5", company.agent(), WASHINGTON);
        assertEquals(List.of("c/3, @x", "c-4", "c-5"), ids("/live"));
        JsonNode first = found("/live?limit=2");
        assertEquals(
                List.of("c-5"), ids("/live?limit=2&after=" + first.get("next").asString()));
        assertFalse(decide("full"));

        Answer ended = end("{\"call_id\": \"c/3, @x\"}");
        assertEquals(200, ended.status(), ended.text());
        assertEquals("failed", ended.json().get("result").asString());
        assertEquals(List.of("c-4", "c-5"), ids("/live"));
        assertTrue(decide("free"));
        assertEquals(6, usedToday());

        Answer again = end("{\"call_id\": \"c/3, @x\", \"as\": \"released\"}");
        assertEquals(409, again.status());
        assertEquals("call_ended", again.json().at("/error/code").asString());
        Answer released = end("{\"call_id\": \"c-5\", \"as\": \"released\"}");
        assertTrue(released.json().get("released").asBoolean(), released.text());
        assertEquals(5, usedToday());
        JsonNode audit = console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access&limit=2", "")
                .json();
        assertEquals("call_ended", audit.at("/entries/0/action").asString(), audit::toString);
        assertEquals("c-5", audit.at("/entries/0/subject").asString());
        assertEquals("released", audit.at("/entries/0/details/as").asString());
        assertEquals("failed", audit.at("/entries/1/details/as").asString(), audit::toString);
    }

    private boolean decide(String id) {
        return console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), company.agent())
                        .to(WASHINGTON)
                        .callId(id))
                .isAllowed();
    }

    private long usedToday() {
        JsonNode rows = console.send(company.login(Role.ADMIN), "GET", "/api/v1/agents?limit=9", "")
                .json();
        assertEquals(2, rows.get("agents").size(), rows::toString);
        return Stream.of(company.agent(), company.colleague())
                .mapToLong(
                        each -> console.send(company.login(Role.ADMIN), "GET", "/api/v1/agents/" + each + "/usage", "")
                                .json()
                                .get("calls_made_today")
                                .asLong())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "?day=today,day",
        "?number=7,number",
        "?to=7,to",
        "?state=lost,state",
        "?attribute=spring,attribute",
        "?order=random,order",
        "?limit=0,limit",
        "?limit=1001,limit",
        "?after=a%00b,after",
        "/live?after=x,after",
        "/live?after=Yg,after",
        "/record?call_id=,call_id"
    })
    @DisplayName("M9 a value that cannot be right is refused with its field")
    void refuses(String query, String field) {
        Answer answer = get(query);
        assertEquals(422, answer.status(), answer.text());
        assertEquals(field, answer.json().at("/error/field").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"call_id\": \"c-1\", \"as\": \"answered\"}", "{\"call_id\": \"\"}"})
    @DisplayName("M9 a call is ended as failed or released only")
    void refusesOtherEnds(String json) {
        assertEquals(422, end(json).status());
    }

    @ParameterizedTest
    @CsvSource({
        "callees=hashed,needs callgate.console.callee-key",
        "callees=hashed --callgate.console.callee-key=00ff,at least 32 bytes",
        "callees=hashed --callgate.console.callee-key=secret,must be hexadecimal digits"
    })
    @DisplayName("a missing or short key for callees stops the start")
    void invalidKeys(String settings, String problem) {
        String[] arguments = ("--callgate.console." + settings).split(" ");
        Exception failure = assertThrows(RuntimeException.class, () -> RunningConsole.start(arguments));
        assertTrue(
                Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(each -> String.valueOf(each.getMessage()).contains(problem)),
                failure::toString);
    }

    @Test
    @DisplayName("D17 a destination is found by its hash, and cannot be searched for where none is kept")
    void findsHashes() {
        try (RunningConsole hashed = RunningConsole.start(
                "--callgate.console.callees=hashed", "--callgate.console.callee-key=" + "0f".repeat(32))) {
            assertEquals(List.of("c-1"), idsTo(hashed).findValuesAsString("call_id"));
            assertEquals(64, idsTo(hashed).at("/calls/0/to").asString().length());
        }
        try (RunningConsole none = RunningConsole.start()) {
            assertEquals("to", idsTo(none).at("/error/field").asString());
        }
    }

    /** Searches for the only call to Toronto, which it places first. */
    private static JsonNode idsTo(RunningConsole other) {
        OrganizationId organization =
                other.bean(Organizations.class).first().orElseThrow().id();
        if (other.bean(NumberInventory.class).list(NumberQuery.of(organization)).isEmpty()) {
            AgentId agent = other.bean(Agents.class).add(organization, "Agent").id();
            other.bean(Assignments.class)
                    .assign(
                            other.bean(NumberInventory.class).add(NewNumber.of(organization, "+12025550123")),
                            agent,
                            Terms.forCountries("CA"));
            assertTrue(other.bean(CallGate.class)
                    .decide(CallRequest.by(organization, agent).to(TORONTO).callId("c-1"))
                    .isAllowed());
        }
        return other.send(
                        RunningConsole.basic("admin", RunningConsole.PASSWORD), "GET", CALLS + "?to=%2B14165550100", "")
                .json();
    }
}
