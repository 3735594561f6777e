package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A call is counted once per call ID, no matter who repeats the request. */
@Needs(Ability.CALL_IDS)
abstract class CallIdContract extends CallIdTests {
    private static CallDecision repetitionOf(CallDecision decision) {
        Allowed allowed = assertInstanceOf(Allowed.class, decision);
        return new Allowed(allowed.to(), allowed.extension(), allowed.assignment(), allowed.callId(), true, List.of());
    }

    @Test
    @DisplayName("D5 a request repeated with the same call ID gets the same answer, and is counted once")
    void countsOnce() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        fixture.assign(2, Terms.dailyLimit(5).countries("US"));
        CallDecision first = gate.decide(request("c-1"));
        CallDecision second = gate.decide(request("c-2"));
        assertTrue(first.isAllowed() && second.isAllowed());
        assertFalse(first.equals(second));
        for (int again = 0; again < 3; again++) {
            assertEquals(repetitionOf(first), gate.decide(request("c-1")));
            assertEquals(repetitionOf(first), gate.preview(request("c-1")));
            assertEquals(repetitionOf(second), gate.decide(request("c-2")));
        }
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D5 IDs are compared exactly, including case, up to the maximum length")
    void distinguishesIds() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(10).countries("US"));
        List<String> ids = List.of(
                "c-1",
                "C-1",
                "a84b4c76e66710@pc33.atlanta.example.com",
                "x".repeat(127),
                "x".repeat(128),
                "呼び出し 🙂",
                "'); --");
        for (int again = 0; again < 2; again++) {
            for (String id : ids) {
                assertTrue(gate.decide(request(id)).isAllowed(), id);
            }
        }
        assertEquals(ids.size(), fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D5 the answer stays the same even if the call would be refused now")
    void staysAllowed() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        Allowed first = assertInstanceOf(Allowed.class, gate.decide(request("c-1")));
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(gate.decide(request("c-2"))));
        assertEquals(repetitionOf(first), gate.decide(request("c-1")));

        CallGate strict = gate(CallPolicy.inUtc().rules(CallRule.blocked(number -> true)));
        assertEquals(repetitionOf(first), strict.decide(request("c-1")));
        clock.move(Duration.ofDays(1));
        assertEquals(repetitionOf(first), gate.decide(request("c-1")));
        tested.unassign(assignment);
        Allowed later = assertInstanceOf(Allowed.class, gate.decide(request("c-1")));
        assertEquals(first.from(), later.from());
        assertEquals(first.to(), later.to());
        assertEquals(List.of(Reason.NO_ASSIGNMENT), codes(gate.decide(request("c-2"))));
    }

    @Test
    @DisplayName("D5 a refusal is not stored: the same call may be asked for again")
    void refusalsAreNotStored() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(0).countries("US"));
        assertFalse(gate.decide(request("c-1")).isAllowed());
        tested.changeTerms(assignment, Terms.dailyLimit(1).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName(
            "D5 if 32 threads request the same 40 calls, with limits, each call is counted once, with equal answers")
    @Needs(Ability.LIMITS)
    void countsOnceUnderLoad() throws Exception {
        // The limits leave room for exactly these calls. A thread that repeats the last one still gets the same answer.
        for (int number = 1; number <= 4; number++) {
            fixture.assign(number, Terms.dailyLimit(10).countries("US"));
        }
        CallGate limited = gate(CallPolicy.inUtc().limits(LIMITS));
        int calls = 40;
        List<List<CallDecision>> answers = Together.run(32, thread -> () -> {
            List<CallDecision> ofThread = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                ofThread.add(limited.decide(request("c-" + call)));
            }
            return ofThread;
        });
        for (int call = 0; call < calls; call++) {
            Set<Object> seen = new HashSet<>();
            for (List<CallDecision> ofThread : answers) {
                Allowed allowed = assertInstanceOf(Allowed.class, ofThread.get(call));
                Assignment counted = Objects.requireNonNull(allowed.assignment());
                seen.add(List.of(allowed.to(), counted.id(), counted.callsMadeToday()));
            }
            assertEquals(1, seen.size(), seen::toString);
        }
        assertEquals(
                calls,
                tested.store().assignmentsOf(fixture.organization, fixture.agent).stream()
                        .mapToInt(Assignment::callsMadeToday)
                        .sum());
        assertEquals(calls, counted(Counter.ofOrganization(Fixture.A_DAY)));
        assertEquals(calls, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY)));
        assertEquals(calls, attempts());
    }

    @Test
    @DisplayName(
            "D5 a call that another node allows meanwhile, and that reaches the limit, is allowed by this node too")
    void isAllowedIfAnotherNodeCountedItMeanwhile() {
        fixture.assign(1, Terms.dailyLimit(1).countries("US"));
        List<CallDecision> elsewhere = new ArrayList<>();
        JournalStore slow = Interceptor.before("assignmentsOf", JournalStore.class, ledger(), arguments -> {
            if (elsewhere.isEmpty()) {
                elsewhere.add(gate.decide(request("c-1")));
            }
        });
        CallDecision here = CallGate.over(slow).clock(clock).build().decide(request("c-1"));
        assertEquals(elsewhere.stream().map(CallIdContract::repetitionOf).toList(), List.of(here));
    }

    @Test
    @DisplayName("K1 the same call ID in another organization is another call")
    @Needs(Ability.ORGANIZATIONS)
    void separatesOrganizations() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Fixture other = new Fixture(tested);
        Assignment theirs = other.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertTrue(gate.release(other.organization, new CallId("c-1")).isEmpty());
        assertTrue(gate.decide(CallRequest.by(other.organization, other.agent)
                        .to(WASHINGTON)
                        .callId("c-1"))
                .isAllowed());
        assertEquals(1, other.stored(theirs).callsMadeToday());
    }

    @Test
    @DisplayName("D5 T2 calls are deleted by day; their counts stay, and the same requests are new calls")
    void forgets() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofDays(1));
        assertTrue(gate.decide(request("c-2")).isAllowed());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        assertEquals(1, ledger().forgetCallsBefore(fixture.organization, today));
        assertEquals(0, ledger().forgetCallsBefore(fixture.organization, today));
        assertFalse(release("c-1"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertEquals(2, fixture.stored(assignment).callsMadeToday());
    }
}
