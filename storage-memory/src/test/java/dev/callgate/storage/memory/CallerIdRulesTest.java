package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CallerIdRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules that are asked for each of an agent's numbers. */
class CallerIdRulesTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final E164 LOCAL = E164.of("+12025550100");
    private static final E164 TOLL_FREE = E164.of("+18005550101");
    private static final String CALLEE = "+12125550123";
    private static final int DAILY_LIMIT = 3;
    private static final Instant NOON = Fixture.NOW.plus(Duration.ofHours(2));
    private static final Instant EVENING = Fixture.NOW.plus(Duration.ofHours(6));

    private final MovableClock clock = new MovableClock(Fixture.NOW);
    private final InMemoryStorage storage = InMemoryStorage.create(clock);

    @BeforeEach
    void assign() {
        for (E164 number : List.of(LOCAL, TOLL_FREE)) {
            StoreUnderTest.over(storage)
                    .assign(ACME, AGENT, number, Terms.dailyLimit(DAILY_LIMIT).countries("US"));
        }
    }

    private CallGate gate(CallPolicy policy) {
        return CallGate.over(storage).clock(clock).policy(policy).build();
    }

    private CallGate gate(CallerIdRule... rules) {
        return gate(CallPolicy.inUtc().callerIds(rules));
    }

    private static CallRequest request() {
        return CallRequest.by(ACME, AGENT).to(CALLEE);
    }

    /** Returns a rule that objects to one number. */
    private static CallerIdRule against(E164 number, Reason reason) {
        return (from, call) -> from.e164().equals(number) ? Optional.of(reason) : Optional.empty();
    }

    private static CallerIdRule until(E164 number, String code, Instant end) {
        return (from, call) -> from.e164().equals(number) && call.at().isBefore(end)
                ? Optional.of(new Reason(code, "until " + end, end))
                : Optional.empty();
    }

    /** Asserts that a preview has the same refusal, and returns the refusal. */
    private static Refused refused(CallGate gate, CallRequest request) {
        Refused refused = assertInstanceOf(Refused.class, gate.decide(request));
        assertEquals(refused, gate.preview(request));
        return refused;
    }

    private static List<String> reasons(Refused refused) {
        return refused.reasons().stream()
                .map(each -> "%s %d: %s".formatted(each.code(), each.numbers(), each.message()))
                .toList();
    }

    private int calls() {
        return storage.assignmentsOf(ACME, AGENT).stream()
                .mapToInt(each -> each.callsMadeToday())
                .sum();
    }

    @Test
    @DisplayName("D1 a number that a rule refuses is not tried, and another one is, until it has no room")
    void usesAnotherNumber() {
        CallGate gate = gate(CallerIdRule.never(NumberClass.TOLL_FREE));
        for (int call = 0; call < DAILY_LIMIT; call++) {
            assertEquals(LOCAL, ((Allowed) gate.preview(request())).from());
            assertEquals(LOCAL, ((Allowed) gate.decide(request())).from());
        }
        Refused refused = refused(gate, request());
        assertEquals(
                List.of(
                        "caller_id_class_not_allowed 1: numbers of class toll_free must not be the caller ID (1 of 2 numbers)",
                        "daily_limit_reached 1: the daily limit for 2026-03-02 has been reached (1 of 2 numbers)"),
                reasons(refused));
        assertFalse(refused.isFinal());
        assertEquals(Instant.parse("2026-03-03T00:00:00Z"), refused.nextAllowed());
        assertEquals(DAILY_LIMIT, calls());
    }

    @Test
    @DisplayName("D1 a rule refuses the number that a request requires, for good, whatever else the agent has")
    void refusesRequiredNumber() {
        CallGate gate = gate(CallerIdRule.never(NumberClass.TOLL_FREE));
        Refused refused = refused(gate, request().from(TOLL_FREE));
        assertEquals(
                List.of(
                        "caller_id_class_not_allowed 1: numbers of class toll_free must not be the caller ID (1 of 1 numbers)"),
                reasons(refused));
        assertTrue(refused.isFinal());
        assertEquals(0, refused.remaining());
        assertEquals(0, calls());
        assertTrue(gate.decide(request().from(LOCAL)).isAllowed());
    }

    @Test
    @DisplayName("D9 several rules object to different numbers, each with its code and its count of numbers")
    void namesEachCode() {
        CallGate gate = gate(
                CallerIdRule.never(NumberClass.TOLL_FREE),
                CallerIdRule.onlyWithin("+1212"),
                against(LOCAL, new Reason("resting", "this number rests")));
        Refused refused = refused(gate, request());
        assertEquals(
                List.of(
                        "caller_id_prefix_not_allowed 2: only numbers that begin with +1212 may be the caller ID (2 of 2 numbers)",
                        "resting 1: this number rests (1 of 2 numbers)",
                        "caller_id_class_not_allowed 1: numbers of class toll_free must not be the caller ID (1 of 2 numbers)"),
                reasons(refused));
        assertTrue(refused.isFinal());
    }

    @Test
    @DisplayName("D9 a code that several rules give is one reason, which counts each number once")
    void namesACodeOnce() {
        CallGate gate = gate(
                CallerIdRule.onlyWithin("+1212"),
                CallerIdRule.onlyWithin("+1646"),
                CallerIdRule.onlyWithin("+1646").where(call -> false));
        assertEquals(
                List.of("caller_id_prefix_not_allowed 2: only numbers that begin with +1212 may be the caller ID;"
                        + " only numbers that begin with +1646 may be the caller ID (2 of 2 numbers)"),
                reasons(refused(gate, request())));
    }

    @Test
    @DisplayName("D9 a call is next allowed when all objections to one of the numbers have ended")
    void untilAllObjectionsToANumberEnd() {
        CallGate gate = gate(
                against(TOLL_FREE, new Reason("never", "never")),
                until(LOCAL, "lunch", NOON),
                until(LOCAL, "siesta", EVENING));
        Refused refused = refused(gate, request());
        assertEquals(
                List.of(
                        "never 1: never (1 of 2 numbers)",
                        "lunch 1: until %s (1 of 2 numbers)".formatted(NOON),
                        "siesta 1: until %s (1 of 2 numbers)".formatted(EVENING)),
                reasons(refused));
        assertEquals(
                List.of(Optional.empty(), Optional.of(NOON), Optional.of(EVENING)),
                refused.reasons().stream()
                        .map(each -> Optional.ofNullable(each.until()))
                        .toList());
        assertFalse(refused.isFinal());
        assertEquals(EVENING, refused.nextAllowed());
        clock.moveTo(EVENING);
        assertEquals(LOCAL, ((Allowed) gate.decide(request())).from());
    }

    @Test
    @DisplayName("D9 of two numbers that are refused for a time, the one that is free first decides when to call again")
    void untilTheFirstNumberIsFree() {
        CallGate gate = gate(until(LOCAL, "resting", EVENING), until(TOLL_FREE, "resting", NOON));
        Refused refused = refused(gate, request());
        assertEquals(1, refused.reasons().size());
        assertEquals(2, refused.cause().numbers());
        assertEquals(NOON, refused.cause().until());
        assertEquals(NOON, refused.nextAllowed());
        clock.moveTo(NOON);
        assertEquals(TOLL_FREE, ((Allowed) gate.decide(request())).from());
    }

    @Test
    @DisplayName("D9 a code that is permanent for one number is temporary where another number may be used by waiting")
    void temporaryWhereOneNumberIsFreeLater() {
        Refused refused =
                refused(gate(against(LOCAL, new Reason("one", "forever")), until(TOLL_FREE, "one", NOON)), request());
        assertFalse(refused.isFinal());
        assertTrue(refused.cause().isTemporary());
        assertEquals(NOON, refused.cause().until());
        assertEquals(NOON, refused.nextAllowed());
    }

    @Test
    @DisplayName("D9 the next allowed time is one at which calling hours and rules for caller IDs hold together")
    void movesOnWithOtherRules() {
        CallRule notAtNoon = call -> call.at().isBefore(NOON) || !call.at().isBefore(NOON.plusSeconds(60))
                ? Optional.empty()
                : Optional.of(new Reason("noon", "noon", NOON.plusSeconds(60)));
        CallGate gate = gate(CallPolicy.inUtc()
                .rules(notAtNoon)
                .callerIds(until(LOCAL, "resting", NOON), until(TOLL_FREE, "resting", NOON)));
        assertEquals(NOON.plusSeconds(60), refused(gate, request()).nextAllowed());
    }

    @Test
    @DisplayName("D9 if nobody can say when a number may be used, the refusal is not final and has no next time")
    void untilUnknown() {
        Refused unknown = refused(
                gate(
                        against(LOCAL, Reason.untilUnknown("busy", "the line is busy")),
                        against(TOLL_FREE, new Reason("never", "never"))),
                request());
        assertFalse(unknown.isFinal());
        assertNull(unknown.nextAllowed());
        assertEquals(
                List.of("never", "busy"),
                unknown.reasons().stream().map(Reason::code).toList());
        Refused past =
                refused(gate((from, call) -> Optional.of(new Reason("past", "it has ended", Fixture.NOW))), request());
        assertFalse(past.isFinal());
        assertNull(past.nextAllowed());
    }

    @Test
    @DisplayName("D9 the cause of a final refusal is permanent, also if each code is temporary for one of the numbers")
    void finalCauseIsPermanent() {
        Reason forever = new Reason("one", "forever");
        Reason forAWhile = new Reason("two", "for a while", NOON);
        CallGate gate = gate(
                against(LOCAL, forever),
                against(LOCAL, forAWhile),
                against(TOLL_FREE, new Reason("one", "for a while", NOON)),
                against(TOLL_FREE, new Reason("two", "forever")));
        Refused refused = refused(gate, request());
        assertTrue(refused.isFinal());
        assertFalse(refused.cause().isTemporary());
        assertEquals(
                List.of("one 2: forever; for a while (2 of 2 numbers)", "two 2: for a while; forever (2 of 2 numbers)"),
                reasons(refused));
    }

    @Test
    @DisplayName("D9 only calls from numbers that may be the caller ID remain")
    void remaining() {
        CallPolicy closed = CallPolicy.inUtc().rules(call -> Optional.of(new Reason("closed", "closed")));
        assertEquals(2 * DAILY_LIMIT, refused(gate(closed), request()).remaining());
        assertEquals(
                DAILY_LIMIT,
                refused(gate(closed.callerIds(CallerIdRule.never(NumberClass.TOLL_FREE))), request())
                        .remaining());
        assertEquals(
                0,
                refused(gate(closed.callerIds(CallerIdRule.onlyWithin("+33"))), request())
                        .remaining());
    }

    @Test
    @DisplayName("a rule sees the number as it is in the inventory, and the facts of the call")
    void seesNumberAndCall() {
        PhoneNumber number = storage.find(ACME, LOCAL).orElseThrow();
        CallGate gate = gate((from, call) -> from.equals(number)
                        && call.to().equals(E164.of(CALLEE))
                        && call.attributes().get("campaign").equals("spring")
                ? Optional.empty()
                : Optional.of(new Reason("other", "other")));
        assertEquals(LOCAL, ((Allowed) gate.decide(request().with("campaign", "spring"))).from());
    }

    @Test
    @DisplayName("D4 D7 if a rule fails, no call is allowed, except to an emergency number, for which none is asked")
    void failingRule() {
        IllegalStateException failure = new IllegalStateException("the rule is broken");
        CallGate gate = gate((from, call) -> {
            throw failure;
        });
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.decide(request())));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.preview(request())));
        assertEquals(0, calls());
        assertTrue(gate.decide(CallRequest.by(ACME, AGENT).to("911")).isAllowed());
        assertEquals(
                Reason.INVALID_DESTINATION,
                refused(gate, CallRequest.by(ACME, AGENT).to("+1")).cause().code());
    }
}
