package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A call that was not placed is released once, on every counter that it was counted on. */
@Needs(Ability.CALL_IDS)
abstract class ReleaseContract extends CallIdTests {
    @Test
    @DisplayName("D6 a call that was never placed is released once, on every layer, and then refused with a reason")
    @Needs(Ability.LIMITS)
    void decrementsTheCounts() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).countries("US"));
        CallGate limited = gate(CallPolicy.inUtc().limits(LIMITS));
        assertTrue(limited.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofMinutes(1));
        assertTrue(limited.decide(request("c-2")).isAllowed());
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(limited.decide(request("c-3"))));

        for (int again = 0; again < 3; again++) {
            assertTrue(release("c-1"));
            assertEquals(1, fixture.stored(assignment).callsMadeToday());
            assertEquals(1, counted(Counter.ofOrganization(Fixture.A_DAY)));
            assertEquals(1, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY)));
            assertEquals(1, counted(Counter.ofNumber(assignment.number().id(), Fixture.A_DAY)));
            assertEquals(1, attempts());
        }
        assertFalse(release("c-9"));
        assertEquals(List.of(Reason.CALL_RELEASED), codes(limited.decide(request("c-1"))));
        assertEquals(List.of(Reason.CALL_RELEASED), codes(limited.preview(request("c-1"))));
        assertTrue(limited.decide(request("c-3")).isAllowed());
        AllowedCall released =
                ledger().allowedCall(fixture.organization, new CallId("c-1")).orElseThrow();
        assertEquals(NOON.plusSeconds(60), released.releasedAt());
        assertEquals(NOON, released.at());
    }

    @Test
    @DisplayName("D6 a call is released on its own day only: after midnight, the new day's count is unchanged")
    @Needs(Ability.LIMITS)
    void decrementsOnlyTheDayOfTheCall() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        CallGate limited = gate(CallPolicy.inUtc().limits(LIMITS));
        assertTrue(limited.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofDays(1));
        assertTrue(limited.decide(request("c-2")).isAllowed());
        assertTrue(release("c-1"));
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
        assertEquals(1, counted(Counter.ofOrganization(Fixture.A_DAY)));
        assertEquals(1, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY)));
    }

    @Test
    @DisplayName("D6 D12 a call is released on its own pair, even if the number was reassigned, and never below zero")
    void decrementsTheSameAgentAndNumber() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertTrue(gate.decide(request("c-2")).isAllowed());
        tested.unassign(assignment);
        Assignment others =
                fixture.assign(new AgentId("agent-2"), 1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(CallRequest.by(fixture.organization, new AgentId("agent-2"))
                        .to(WASHINGTON))
                .isAllowed());
        assertTrue(release("c-1"));
        assertEquals(1, fixture.stored(others).callsMadeToday());
        tested.unassign(others);
        Assignment again = fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        assertEquals(1, again.callsMadeToday());
        assertTrue(release("c-2"));
        assertTrue(release("c-2"));
        assertEquals(0, fixture.stored(again).callsMadeToday());
    }

    @Test
    @DisplayName("D6 if 64 threads release the same calls while others call, each call is released once")
    @Needs(Ability.LIMITS)
    void decrementsOnceUnderLoad() throws Exception {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
        CallGate limited = gate(CallPolicy.inUtc()
                .limits(
                        Limit.calls(1_000).perAgent().aDay(),
                        Limit.calls(1_000).perOrganization().aDay()));
        for (int call = 0; call < 20; call++) {
            assertTrue(limited.decide(request("old-" + call)).isAllowed());
        }
        Together.run(64, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                if (thread % 2 == 0) {
                    release("old-" + (thread + n) % 20);
                } else {
                    assertTrue(
                            limited.decide(request("new-" + thread + "-" + n)).isAllowed());
                }
            }
            return true;
        });
        for (int call = 0; call < 20; call++) {
            assertTrue(release("old-" + call));
        }
        assertEquals(32 * 5, fixture.stored(assignment).callsMadeToday());
        assertEquals(32 * 5, counted(Counter.ofOrganization(Fixture.A_DAY)));
        assertEquals(32 * 5, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY)));
    }

    @Test
    @DisplayName("D9 a window allows a call again if the attempt that filled it is released")
    @Needs(Ability.LIMITS)
    void removesTheAttempt() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        CallGate limited =
                gate(CallPolicy.inUtc().limits(Limit.calls(1).perCallee().within(Duration.ofHours(1))));
        assertTrue(limited.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofMinutes(1));
        assertEquals(List.of(Reason.CALLEE_LIMIT_REACHED), codes(limited.decide(request("c-2"))));
        assertTrue(release("c-1"));
        assertTrue(limited.decide(request("c-2")).isAllowed());
        assertEquals(List.of(Reason.CALLEE_LIMIT_REACHED), codes(limited.decide(request("c-3"))));
    }

    @Test
    @DisplayName(
            "D5 D6 over days of random calls, repeats, releases and reassignments, the count is allowed minus released")
    @Needs(Ability.LIMITS)
    void countIsAllowedMinusReleased() {
        Random random = new Random(6);
        int numbers = 3;
        for (int number = 1; number <= numbers; number++) {
            fixture.assign(number, Terms.dailyLimit(7).countries("US"));
        }
        CallGate limited = gate(CallPolicy.inUtc()
                .limits(
                        Limit.calls(6).perNumber().aDay(),
                        Limit.calls(15).perOrganization().aDay()));
        Map<String, LocalDate> allowed = new HashMap<>();
        Set<String> released = new HashSet<>();
        for (int step = 0; step < 400; step++) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            String id = "c-" + random.nextInt(step + 1);
            switch (random.nextInt(10)) {
                case 0 -> clock.move(Duration.ofHours(7));
                case 1, 2, 3 -> {
                    assertEquals(allowed.containsKey(id), release(id));
                    if (allowed.containsKey(id)) {
                        released.add(id);
                    }
                }
                case 4 -> {
                    Assignment one = tested.store()
                            .assignmentsOf(fixture.organization, fixture.agent)
                            .get(0);
                    tested.unassign(one);
                    tested.assign(
                            fixture.organization, fixture.agent, one.number().e164(), one.terms());
                }
                default -> {
                    boolean isAllowed = limited.decide(request(id)).isAllowed();
                    if (allowed.containsKey(id)) {
                        assertEquals(!released.contains(id), isAllowed);
                    } else if (isAllowed) {
                        allowed.put(id, today);
                    }
                }
            }
            LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            long left = allowed.entrySet().stream()
                    .filter(each -> each.getValue().equals(now) && !released.contains(each.getKey()))
                    .count();
            assertEquals(left, counted(Counter.ofOrganization(Fixture.A_DAY)), "after step " + step);
            assertEquals(
                    left,
                    tested.store().assignmentsOf(fixture.organization, fixture.agent).stream()
                            .mapToInt(each -> each.callsOn(now))
                            .sum(),
                    "after step " + step);
        }
        assertTrue(allowed.size() > 40 && released.size() > 10, allowed.size() + " and " + released.size());
    }

    @Test
    @DisplayName(
            "D5 D6 K4 over a random day of calls, repeats and releases by eight threads, across midnight, the count is exactly "
                    + "allowed minus released")
    @Needs(Ability.LIMITS)
    void randomDay() throws Exception {
        int threads = 8;
        int agents = 20;
        for (int number = 1; number <= 3 * agents; number++) {
            fixture.assign(
                    Fixture.agent(number % agents),
                    number,
                    Terms.dailyLimit(1_000_000).countries("US"));
        }
        CallGate limited =
                gate(CallPolicy.inUtc().limits(Limit.calls(1_000_000).perAgent().aDay()));
        Map<String, Assignment> allowed = new ConcurrentHashMap<>();
        Set<String> released = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        int operations = suite.operations();
        Together.run(threads, thread -> () -> {
            Random random = new Random(thread);
            List<String> known = new ArrayList<>();
            for (int n = done.getAndIncrement(); n < operations; n = done.getAndIncrement()) {
                // A day and a half passes; midnight is after a third of it.
                clock.moveTo(NOON.plus(Duration.ofHours(36).multipliedBy(n).dividedBy(operations)));
                String id =
                        known.isEmpty() || random.nextInt(10) < 6 ? "c-" + n : known.get(random.nextInt(known.size()));
                if (random.nextInt(10) < 3) {
                    assertEquals(allowed.containsKey(id), release(id), id);
                    if (allowed.containsKey(id)) {
                        released.add(id);
                    }
                } else {
                    CallRequest request = CallRequest.by(
                                    fixture.organization, Fixture.agent(Math.floorMod(id.hashCode(), agents)))
                            .to(WASHINGTON)
                            .callId(id);
                    if (limited.decide(request) instanceof Allowed counted) {
                        allowed.putIfAbsent(id, Objects.requireNonNull(counted.assignment()));
                        known.add(id);
                    }
                }
            }
            return true;
        });

        int checked = 0;
        for (int agent = 0; agent < agents; agent++) {
            int ofAgent = 0;
            for (Assignment each : tested.store().assignmentsOf(fixture.organization, Fixture.agent(agent))) {
                long left = allowed.entrySet().stream()
                        .filter(call -> call.getValue().id().equals(each.id())
                                && Objects.equals(call.getValue().lastResetDate(), each.lastResetDate())
                                && !released.contains(call.getKey()))
                        .count();
                assertEquals(left, each.callsMadeToday(), each::toString);
                ofAgent += each.callsOn(LocalDate.parse("2026-03-03"));
                checked++;
            }
            assertEquals(
                    ofAgent,
                    fixture.counted(
                            Counter.ofAgent(Fixture.agent(agent), Fixture.A_DAY), LocalDate.parse("2026-03-03")));
        }
        assertEquals(3 * agents, checked);
        assertTrue(allowed.size() > operations / 3 && released.size() > operations / 20);
        System.out.printf(
                "%d operations: %d calls allowed, %d released%n", operations, allowed.size(), released.size());
    }
}
