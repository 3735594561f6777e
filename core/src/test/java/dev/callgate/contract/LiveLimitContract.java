package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits of calls at once count a call until it ends, or its time is over. */
@Needs({Ability.LIMITS, Ability.CALL_IDS})
abstract class LiveLimitContract extends CallIdTests {
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final CallOutcome ANSWERED = CallOutcome.answered(Duration.ofSeconds(9));

    private Assignment assignment;

    @BeforeEach
    void assign() {
        assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
    }

    private CallGate atOnce(int most) {
        return gate(CallPolicy.inUtc()
                .longestCall(LONGEST_CALL)
                .limits(Limit.calls(most).perAgent().atOnce()));
    }

    private void assertAllowed(CallGate live, String id) {
        Allowed allowed = assertInstanceOf(Allowed.class, live.decide(request(id)));
        assertFalse(allowed.repeated());
    }

    private void assertFull(CallGate live, Instant until) {
        Refused refused = assertInstanceOf(Refused.class, live.decide(request("too many")));
        assertEquals(List.of(Reason.AGENT_LIMIT_REACHED), codes(refused));
        assertEquals(until, refused.nextAllowed());
        assertEquals(until, refused.cause().until());
        assertEquals(0, refused.remaining());
        assertFalse(refused.isFinal());
    }

    private void complete(String id) {
        assertTrue(gate.complete(fixture.organization, new CallId(id), ANSWERED).isPresent());
    }

    private boolean renew(CallGate live, String id) {
        return live.renew(fixture.organization, new CallId(id));
    }

    private long inProgress() {
        return fixture.valueOf(
                        Counter.ofAgent(
                                fixture.agent,
                                Limit.calls(1).perAgent().atOnce().kind()),
                        clock.instant())
                .amount();
    }

    @Test
    @DisplayName(
            "D13 a call that is released or completed makes room at once; its refusal tells the earliest known end")
    void makesRoomAtTheEnd() {
        CallGate live = atOnce(2);
        assertAllowed(live, "c-1");
        clock.move(Duration.ofMinutes(1));
        assertAllowed(live, "c-2");
        assertFull(live, NOON.plus(LONGEST_CALL));
        assertTrue(release("c-1"));
        assertAllowed(live, "c-3");
        assertFull(live, NOON.plusSeconds(60).plus(LONGEST_CALL));
        complete("c-2");
        complete("c-3");
        assertAllowed(live, "c-4");
        assertAllowed(live, "c-5");
        assertFull(live, NOON.plusSeconds(60).plus(LONGEST_CALL));
        assertEquals(4, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D13 an end that is reported twice, late or out of order frees only the room of its own call")
    void endsOnce() {
        CallGate live = atOnce(1);
        assertAllowed(live, "c-1");
        complete("c-1");
        assertAllowed(live, "c-2");
        complete("c-1");
        assertTrue(release("c-1"));
        assertFull(live, NOON.plus(LONGEST_CALL));
        assertTrue(release("c-2"));
        complete("c-2");
        assertAllowed(live, "c-3");
        clock.move(LONGEST_CALL);
        assertAllowed(live, "c-4");
        complete("c-3");
        assertFull(live, NOON.plus(LONGEST_CALL).plus(LONGEST_CALL));
        assertEquals(1, inProgress());
    }

    @Test
    @DisplayName("D13 a call whose end is never reported ends by itself, to the microsecond")
    void endsByItself() {
        CallGate live = atOnce(1);
        assertAllowed(live, "lost");
        clock.moveTo(NOON.plus(LONGEST_CALL).minusNanos(1_000));
        assertFull(live, NOON.plus(LONGEST_CALL));
        clock.moveTo(NOON.plus(LONGEST_CALL));
        assertAllowed(live, "c-2");
        assertTrue(ledger().findCall(fixture.organization, new CallId("lost"))
                .orElseThrow()
                .isOpen());
    }

    @Test
    @DisplayName(
            "D13 a call that is renewed in time counts for the longest call from then on, as often as it is renewed")
    void renewsInTime() {
        CallGate live = atOnce(1);
        assertAllowed(live, "long");
        Instant end = NOON.plus(LONGEST_CALL);
        for (int n = 0; n < 3; n++) {
            clock.moveTo(end.minusNanos(1_000));
            assertTrue(renew(live, "long"));
            end = clock.instant().plus(LONGEST_CALL);
            assertFull(live, end);
        }
        complete("long");
        assertFalse(renew(live, "long"));
        assertAllowed(live, "c-2");
    }

    @Test
    @DisplayName("D13 a call that is renewed too late does not count again, whether or not another one took its room")
    void renewsTooLate() {
        CallGate live = atOnce(1);
        assertAllowed(live, "late");
        clock.move(LONGEST_CALL);
        assertFalse(renew(live, "late"));
        assertAllowed(live, "c-2");
        assertFalse(renew(live, "late"));
        assertTrue(renew(live, "c-2"));
        assertEquals(1, inProgress());
        assertFalse(renew(live, "unknown"));
        assertTrue(release("c-2"));
        assertFalse(renew(live, "c-2"));
        assertEquals(0, inProgress());
    }

    @Test
    @DisplayName("D13 a renewal extends a call on all limits of calls at once, or on none if its time on one is over")
    void renewsOnAllCounters() {
        CallGate live = gate(CallPolicy.inUtc()
                .longestCall(LONGEST_CALL)
                .limits(
                        Limit.calls(5).perAgent().atOnce(),
                        Limit.calls(1).perOrganization().atOnce(),
                        Limit.calls(1).perNumber().aDay().where("other", call -> false)));
        assertAllowed(live, "c-1");
        clock.move(Duration.ofHours(1));
        assertTrue(renew(live, "c-1"));
        clock.move(Duration.ofHours(1));
        Refused full = assertInstanceOf(Refused.class, live.decide(request("c-2")));
        assertEquals(List.of(Reason.ORGANIZATION_LIMIT_REACHED), codes(full));
        assertEquals(NOON.plus(Duration.ofHours(3)), full.nextAllowed());
        assertEquals(1, inProgress());
        clock.moveTo(NOON.plus(Duration.ofHours(3)));
        assertAllowed(live, "c-2");
        assertFalse(renew(live, "c-1"));
    }

    @Test
    @DisplayName("D5 D13 a repeated request has the room of its call, and takes no more")
    void repeatsWithTheSameRoom() {
        CallGate live = atOnce(2);
        assertAllowed(live, "c-1");
        for (int n = 0; n < 3; n++) {
            assertTrue(
                    assertInstanceOf(Allowed.class, live.decide(request("c-1"))).repeated());
        }
        assertEquals(1, inProgress());
        assertAllowed(live, "c-2");
        assertTrue(assertInstanceOf(Allowed.class, live.decide(request("c-1"))).repeated());
        assertFull(live, NOON.plus(LONGEST_CALL));
    }

    @Test
    @DisplayName("D13 a request without a call ID gets one, by which its end can be reported")
    void generatesCallIds() {
        CallGate live = atOnce(1);
        CallRequest anonymous =
                CallRequest.by(fixture.organization, fixture.agent).to(WASHINGTON);
        Allowed allowed = assertInstanceOf(Allowed.class, live.decide(anonymous));
        CallId id = allowed.callId();
        assertNotNull(id);
        assertFull(live, NOON.plus(LONGEST_CALL));
        live.complete(fixture.organization, id, ANSWERED);
        assertInstanceOf(Allowed.class, live.decide(anonymous));
    }

    @Test
    @DisplayName(
            "D9 D10 D13 a limit that is lowered holds for the next call, and tells when enough calls will have ended")
    void lowersTheLimit() {
        for (int n = 1; n <= 3; n++) {
            assertAllowed(atOnce(3), "c-" + n);
            clock.move(Duration.ofMinutes(1));
        }
        Instant first = NOON.plus(LONGEST_CALL);
        assertFull(atOnce(3), first);
        assertFull(atOnce(2), first.plusSeconds(60));
        assertFull(atOnce(1), first.plusSeconds(120));
        assertTrue(release("c-1"));
        assertFull(atOnce(2), first.plusSeconds(60));
        assertTrue(release("c-3"));
        assertFull(atOnce(1), first.plusSeconds(60));
        assertAllowed(atOnce(2), "c-4");
        clock.moveTo(first.plusSeconds(60));
        assertFull(atOnce(1), NOON.plusSeconds(180).plus(LONGEST_CALL));
    }

    @Test
    @DisplayName("D13 a preview tells how many calls are in progress, and takes no room")
    void previews() {
        CallGate live = atOnce(2);
        assertAllowed(live, "c-1");
        for (int n = 0; n < 3; n++) {
            Allowed preview = assertInstanceOf(Allowed.class, live.preview(request("c-2")));
            assertEquals(1, preview.limits().get(0).used());
            assertEquals(1, preview.limits().get(0).remaining());
        }
        assertAllowed(live, "c-2");
        CallDecision full = live.preview(request("c-3"));
        assertEquals(2, assertInstanceOf(Refused.class, full).limits().get(0).used());
    }

    @Test
    @DisplayName("D2 D13 64 threads that call at the same moment get exactly the calls at once that the limit allows")
    void holdsExactly() throws Exception {
        CallGate live = atOnce(10);
        for (int round = 0; round < 3; round++) {
            String prefix = round + "-";
            List<String> allowed = Together.run(
                            64,
                            thread ->
                                    () -> live.decide(request(prefix + thread)).isAllowed() ? prefix + thread : "")
                    .stream()
                    .filter(id -> !id.isEmpty())
                    .toList();
            assertEquals(10, allowed.size(), allowed::toString);
            assertEquals(10, inProgress());
            Together.run(
                    10, thread -> () -> gate.complete(fixture.organization, new CallId(allowed.get(thread)), ANSWERED));
            assertEquals(0, inProgress());
        }
        assertEquals(30, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D2 D13 64 threads never have more calls in progress than the limit, and all of them end")
    void holdsUnderLoad() throws Exception {
        int most = 10;
        CallGate live = atOnce(most);
        AtomicInteger inProgress = new AtomicInteger();
        List<Integer> allowed = Together.run(64, thread -> () -> {
            int counted = 0;
            for (int n = 0; n < 5; n++) {
                String id = "c-" + thread + "-" + n;
                if (live.decide(request(id)).isAllowed()) {
                    int now = inProgress.incrementAndGet();
                    assertTrue(now <= most, () -> now + " calls in progress");
                    counted++;
                    inProgress.decrementAndGet();
                    if (n % 2 == 0) {
                        complete(id);
                    } else {
                        assertTrue(release(id));
                    }
                }
            }
            return counted;
        });
        int all = allowed.stream().mapToInt(Integer::intValue).sum();
        assertTrue(all >= most, () -> all + " calls");
        assertEquals(0, inProgress());
        for (int n = 0; n < most; n++) {
            assertAllowed(live, "last-" + n);
        }
        assertFull(live, NOON.plus(LONGEST_CALL));
    }
}
