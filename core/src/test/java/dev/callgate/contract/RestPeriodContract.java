package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.RestPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Callees rest after the outcomes of earlier calls. */
@Needs(Ability.CALL_IDS)
abstract class RestPeriodContract extends JournalTests {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    private int ids;

    private CallGate resting(RestPeriod... periods) {
        return gate(CallPolicy.in(NEW_YORK).callees(CalleePrivacy.inFull()).restPeriods(periods));
    }

    private CallDecision next(CallGate with, String to, String campaign) {
        ids++;
        return with.decide(request("next-" + ids, to).with("campaign", campaign));
    }

    private CallDecision next(CallGate with) {
        return next(with, WASHINGTON, "spring");
    }

    /** Places a call that has an outcome. */
    private void had(CallGate with, CallOutcome outcome) {
        CallDecision decision = next(with);
        assertTrue(decision.isAllowed(), decision::toString);
        with.complete(fixture.organization, new CallId("next-" + ids), outcome).orElseThrow();
    }

    private static Instant until(CallDecision decision) {
        Refused refused = assertInstanceOf(Refused.class, decision);
        assertEquals(List.of(Reason.CALLEE_REST_PERIOD), codes(refused));
        assertEquals(refused.cause().until(), refused.nextAllowed());
        return refused.nextAllowed();
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    @Test
    @DisplayName("D19 a callee who refused the offer is not called for sixty days, up to midnight of the organization")
    void restsForDays() {
        assign(1);
        CallGate with = resting(RestPeriod.after(Result.NOT_INTERESTED).days(60));
        had(with, CallOutcome.of(Result.NOT_INTERESTED, Duration.ofSeconds(30)));

        // New York's clocks have gone forward meanwhile.
        Instant end = Instant.parse("2026-05-02T04:00:00Z");
        assertEquals(end, until(next(with)));
        clock.moveTo(end.minusNanos(1_000));
        assertEquals(end, until(next(with)));
        clock.moveTo(end);
        assertTrue(next(with).isAllowed());
    }

    @Test
    @DisplayName("D19 a callee whose call was abandoned is not called for 72 hours, to the microsecond")
    void restsForTime() {
        assign(1);
        CallGate with = resting(RestPeriod.after(Result.ABANDONED).lasting(THREE_DAYS));
        had(with, CallOutcome.of(Result.ABANDONED, Duration.ofSeconds(2)));

        assertEquals(NOON.plus(THREE_DAYS), until(next(with)));
        clock.moveTo(NOON.plus(THREE_DAYS).minusNanos(1_000));
        assertEquals(NOON.plus(THREE_DAYS), until(next(with)));
        clock.moveTo(NOON.plus(THREE_DAYS));
        assertTrue(next(with).isAllowed());
    }

    @Test
    @DisplayName("D19 only the outcomes that a rest period names begin it")
    void otherOutcomesDoNotCount() {
        assign(1);
        CallGate conversations = resting(RestPeriod.afterConversation().days(6));
        CallGate machines = resting(RestPeriod.afterMachine().lasting(Duration.ofHours(24)));
        for (CallOutcome none : List.of(
                CallOutcome.of(Result.ABANDONED),
                CallOutcome.answered(Duration.ofSeconds(9)).by(AnsweredBy.MACHINE),
                CallOutcome.of(Result.BUSY),
                CallOutcome.of(Result.NO_ANSWER),
                CallOutcome.of(Result.FAILED),
                CallOutcome.of(Result.REJECTED))) {
            had(conversations, none);
        }
        assertEquals(NOON.plus(Duration.ofHours(24)), until(next(machines)));
        had(conversations, CallOutcome.answered(Duration.ofSeconds(9)));
        assertEquals(Instant.parse("2026-03-09T04:00:00Z"), until(next(conversations)));
    }

    @Test
    @DisplayName("D19 only the callee rests, in the organization that called")
    void othersDoNotRest() {
        assign(1);
        CallGate with = resting(RestPeriod.after(Result.OPTED_OUT).days(RestPeriod.MAX_DAYS));
        had(with, CallOutcome.of(Result.OPTED_OUT));

        until(next(with));
        assertTrue(next(with, TORONTO, "spring").isAllowed());
    }

    @Test
    @DisplayName("D19 calls with another value of the attribute do not begin a rest period per attribute")
    void restsPerAttribute() {
        assign(1);
        CallGate with = resting(
                RestPeriod.afterConversation().days(6).per("campaign"),
                RestPeriod.after(Result.OPTED_OUT).days(365));
        had(with, ANSWERED);

        until(next(with, WASHINGTON, "spring"));
        assertTrue(next(with, WASHINGTON, "summer").isAllowed());
        assertEquals(List.of(Reason.ATTRIBUTE_MISSING), codes(with.decide(request("none", WASHINGTON))));

        with.complete(fixture.organization, new CallId("next-" + ids), CallOutcome.of(Result.OPTED_OUT));
        assertEquals(
                List.of(Reason.CALLEE_REST_PERIOD),
                codes(next(with, WASHINGTON, "autumn")),
                "a period without an attribute is for all");
    }

    @Test
    @DisplayName("D19 of several periods and outcomes, the one that ends last counts")
    void latestEndCounts() {
        assign(1);
        CallGate with = resting(
                RestPeriod.after(Result.NO_ANSWER, Result.BUSY).lasting(Duration.ofMinutes(30)),
                RestPeriod.after(Result.NO_ANSWER).lasting(Duration.ofHours(2)));
        had(with, CallOutcome.of(Result.BUSY));
        clock.move(Duration.ofMinutes(30));
        had(with, CallOutcome.of(Result.NO_ANSWER));

        Refused refused = assertInstanceOf(Refused.class, next(with));
        assertEquals(List.of(Reason.CALLEE_REST_PERIOD, Reason.CALLEE_REST_PERIOD), codes(refused));
        assertEquals(NOON.plus(Duration.ofMinutes(150)), refused.nextAllowed());
        clock.moveTo(NOON.plus(Duration.ofMinutes(150)));
        assertTrue(next(with).isAllowed());
    }

    @Test
    @DisplayName("D19 a period applies where its condition is true, and is added to a policy for earlier calls, too")
    void appliesToEarlierCalls() {
        assign(1);
        had(gate, ANSWERED);
        RestPeriod period = RestPeriod.afterConversation().days(6);

        until(next(resting(period)));
        until(next(resting(period.where(call -> call.place().mayBeIn("US-DC")))));
        assertTrue(next(resting(period.where(call -> call.place().mayBeIn("US-FL"))))
                .isAllowed());
    }

    @Test
    @DisplayName("D5 D19 a call that was allowed before the period began is still allowed under its ID, until it ends")
    void repeatsEarlierDecision() {
        assign(1);
        CallGate with = resting(RestPeriod.afterConversation().days(6));
        CallRequest early = request("early", WASHINGTON);
        assertTrue(with.decide(early).isAllowed());
        had(with, ANSWERED);

        assertTrue(assertInstanceOf(Allowed.class, with.decide(early)).repeated());
        with.release(fixture.organization, new CallId("early"));
        assertEquals(List.of(Reason.CALL_RELEASED), codes(with.decide(early)));
    }

    @Test
    @DisplayName("D19 a preview says that the callee rests, and needs no call ID")
    void preview() {
        assign(1);
        CallGate with = resting(RestPeriod.afterConversation().days(6));
        had(with, ANSWERED);
        until(with.preview(CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON)));
    }

    @Test
    @DisplayName("D19 a call without an ID begins a period, because the policy gives it one")
    void giveIds() {
        assign(1);
        CallGate with = resting(RestPeriod.afterConversation().days(6));
        CallRequest anonymous =
                CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);
        CallId callId = assertInstanceOf(Allowed.class, with.decide(anonymous)).callId();
        with.complete(fixture.organization, callId, ANSWERED);
        until(with.decide(anonymous));
    }

    @Test
    @DisplayName("D19 a hashed callee rests; one that was erased, or whose calls were deleted, does not")
    void hashedErasedAndDeleted() {
        assign(1);
        byte[] key = new byte[32];
        CallGate hashed = gate(CallPolicy.in(NEW_YORK)
                .callees(CalleePrivacy.hashed(key))
                .restPeriods(RestPeriod.afterConversation().days(6)));
        had(hashed, ANSWERED);
        until(next(hashed));
        journal.eraseCallee(fixture.organization, E164.of(WASHINGTON), CalleePrivacy.hashed(key));
        had(hashed, ANSWERED);
        until(next(hashed));
        journal.forgetCallsBefore(fixture.organization, TUESDAY);
        assertTrue(next(hashed).isAllowed());
    }

    @Test
    @DisplayName("D19 a policy with a rest period that keeps no callees is refused by name")
    void needsCallees() {
        CallPolicy without = CallPolicy.inUtc().restPeriods(RestPeriod.regulationF());
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> gate(without));
        assertTrue(refused.getMessage().contains("6 days without a call after a conversation"), refused::getMessage);
    }

    @Test
    @DisplayName("D19 no decision that begins after a conversation was reported allows a call, whatever else runs")
    void exactUnderConcurrency() throws Exception {
        assign(1);
        int callers = 8;
        CallGate with = resting(RestPeriod.afterConversation().days(6));
        List<CallId> early = new ArrayList<>();
        for (int n = 0; n < callers; n++) {
            early.add(new CallId("early-" + n));
            assertTrue(with.decide(request("early-" + n, WASHINGTON)).isAllowed());
        }
        AtomicInteger completions = new AtomicInteger();
        List<Integer> late = Together.run(callers, thread -> () -> {
            int allowed = 0;
            for (int n = 0; n < 20; n++) {
                boolean isAfter = completions.get() > 0;
                boolean isAllowed = with.decide(request("late-" + thread + "-" + n, WASHINGTON))
                        .isAllowed();
                allowed += isAfter && isAllowed ? 1 : 0;
                if (n == thread) {
                    with.complete(fixture.organization, early.get(thread), ANSWERED);
                    completions.incrementAndGet();
                }
            }
            return allowed;
        });
        assertEquals(0, late.stream().mapToInt(Integer::intValue).sum());
    }
}
