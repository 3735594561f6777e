package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits of numbers, agents and organizations a day hold exactly, together with the limits of assignments. */
@Needs(Ability.LIMITS)
abstract class LimitsContract extends LimitTests {
    private static final Limit[] LAYERS = {
        Limit.calls(8).perNumber().aDay(),
        Limit.calls(12).perAgent().aDay(),
        Limit.calls(20).perOrganization().aDay()
    };

    /** Requests far more calls than are allowed, from all threads at once; returns the number of allowed calls. */
    private int requestConcurrently(CallGate gate, AgentId agent) throws Exception {
        return Together.run(THREADS, thread -> () -> {
                    int allowed = 0;
                    for (int n = 0; n < 2; n++) {
                        allowed += gate.decide(request(agent, WASHINGTON)).isAllowed() ? 1 : 0;
                    }
                    return allowed;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    @DisplayName("D1 limits that are added to a policy one after the other all apply")
    void limitsCombine() {
        fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .limits(Limit.calls(2).perAgent().aDay())
                        .limits(Limit.calls(50).perOrganization().aDay()))
                .build();
        assertTrue(call(gate).isAllowed());
        assertTrue(call(gate).isAllowed());
        assertEquals(List.of(Reason.AGENT_LIMIT_REACHED), codes(call(gate)));
    }

    @Test
    @DisplayName(
            "D2 D12 64 threads get exactly what the assignment, then the number, then the agent, then the organization allows")
    void eachLimitBindsExactly() throws Exception {
        CallGate gate = gate(LAYERS);
        Assignment first = assign(1, 1);
        assertEquals(PER_ASSIGNMENT, requestConcurrently(gate, agent(1)), "the assignment's limit");

        tested.unassign(first);
        assign(2, 1);
        assertEquals(
                8 - PER_ASSIGNMENT,
                requestConcurrently(gate, agent(2)),
                "the number's limit, for both agents together");

        for (int number = 2; number <= 4; number++) {
            assign(2, number);
        }
        assertEquals(12 - 3, requestConcurrently(gate, agent(2)), "the agent's limit, with four numbers");

        assign(3, 5);
        assertEquals(20 - 5 - 12, requestConcurrently(gate, agent(3)), "the organization's limit");
        assertEquals(0, requestConcurrently(gate, agent(3)));
        assertConsistent(20, 3, 5);
    }

    @Test
    @DisplayName(
            "D2 64 threads that call for all agents while numbers are reassigned exceed no limit, and reach the organization's")
    void allLimitsTogether() throws Exception {
        CallGate gate = gate(LAYERS);
        int agents = 3;
        int numbers = 9;
        for (int number = 1; number <= numbers; number++) {
            assign(1 + number % agents, number);
        }

        List<Integer> allowed = Together.run(THREADS, thread -> () -> {
            Random random = new Random(thread);
            int counted = 0;
            for (int n = 0; n < 5; n++) {
                counted += gate.decide(request(agent(1 + random.nextInt(agents)), WASHINGTON))
                                .isAllowed()
                        ? 1
                        : 0;
                if (thread == 0) {
                    reassign(agent(1 + random.nextInt(agents)), agent(1 + random.nextInt(agents)));
                }
            }
            return counted;
        });

        assertEquals(20, allowed.stream().mapToInt(Integer::intValue).sum());
        assertConsistent(20, agents, numbers);
    }

    private void reassign(AgentId from, AgentId to) {
        tested.store().assignmentsOf(fixture.organization, from).stream()
                .findFirst()
                .ifPresent(each -> {
                    tested.unassign(each);
                    tested.assign(
                            fixture.organization,
                            to,
                            each.number().e164(),
                            Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
                });
    }

    /** Asserts that every layer has counted exactly the allowed calls. */
    private void assertConsistent(int allowed, int agents, int numbers) {
        assertEquals(allowed, counted(Counter.ofOrganization(Fixture.A_DAY)));
        long ofAgents = 0;
        for (int agent = 1; agent <= agents; agent++) {
            long calls = counted(Counter.ofAgent(agent(agent), Fixture.A_DAY));
            assertTrue(calls <= 12, calls + " calls of one agent");
            ofAgents += calls;
        }
        assertEquals(allowed, ofAgents);
        long ofNumbers = 0;
        int ofAssignments = 0;
        for (int number = 1; number <= numbers; number++) {
            int ofNumber = 0;
            for (int agent = 1; agent <= agents; agent++) {
                Assignment pair = assignTo(agent(agent), number);
                assertTrue(pair.callsMadeToday() <= PER_ASSIGNMENT, pair::toString);
                ofNumber += pair.callsMadeToday();
                ofNumbers += agent == 1 ? counted(Counter.ofNumber(pair.number().id(), Fixture.A_DAY)) : 0;
            }
            assertTrue(ofNumber <= 8, ofNumber + " calls from one number");
            ofAssignments += ofNumber;
        }
        assertEquals(allowed, ofNumbers);
        assertEquals(allowed, ofAssignments);
    }

    /** Assigns a number to an agent, to read the count of the pair. */
    private Assignment assignTo(AgentId agent, int number) {
        E164 e164 = Fixture.e164(number);
        for (int n = 1; n <= 3; n++) {
            tested.store().assignmentsOf(fixture.organization, agent(n)).stream()
                    .filter(each -> each.number().e164().equals(e164))
                    .forEach(tested::unassign);
        }
        return tested.assign(
                fixture.organization,
                agent,
                e164,
                Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
    }

    @Test
    @DisplayName(
            "D9 a refusal names each limit that is reached, in order, with the next allowed time, and nothing is counted")
    void returnsEachReachedLimit() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(2).countries("US"));
        CallGate gate = gate(
                ZoneId.of("America/New_York"),
                Limit.calls(2).perNumber().aDay(),
                Limit.calls(2).perAgent().aDay(),
                Limit.calls(2).perOrganization().aDay(),
                Limit.calls(2).perCallee().within(Duration.ofDays(3)));
        assertInstanceOf(Allowed.class, call(gate));
        Refused unknown = assertInstanceOf(Refused.class, gate.decide(request(agent(9), WASHINGTON)));
        assertEquals(List.of(Reason.NO_ASSIGNMENT), codes(unknown));
        assertEquals(0, unknown.remaining());
        clock.move(Duration.ofHours(1));
        assertInstanceOf(Allowed.class, call(gate));

        Refused full = assertInstanceOf(Refused.class, call(gate));

        assertEquals(
                List.of(
                        Reason.AGENT_LIMIT_REACHED,
                        Reason.ORGANIZATION_LIMIT_REACHED,
                        Reason.CALLEE_LIMIT_REACHED,
                        Reason.DAILY_LIMIT_REACHED,
                        Reason.NUMBER_LIMIT_REACHED),
                codes(full));
        assertEquals(0, full.remaining());
        Instant midnight = Instant.parse("2026-03-03T05:00:00Z");
        for (Reason each : full.reasons()) {
            boolean ofCallee = each.code().equals(Reason.CALLEE_LIMIT_REACHED);
            assertEquals(ofCallee ? NOON.plus(Duration.ofDays(3)) : midnight, each.until(), each::code);
        }
        assertEquals(NOON.plus(Duration.ofDays(3)), full.nextAllowed());
        assertEquals(2, fixture.stored(assignment).callsMadeToday());
        assertEquals(2, counted(Counter.ofOrganization(Fixture.A_DAY), LocalDate.parse("2026-03-02")));

        clock.moveTo(Objects.requireNonNull(full.nextAllowed()).minusMillis(1));
        assertEquals(List.of(Reason.CALLEE_LIMIT_REACHED), codes(call(gate)));
        clock.moveTo(full.nextAllowed());
        assertInstanceOf(Allowed.class, call(gate));
        assertEquals(1, counted(Counter.ofOrganization(Fixture.A_DAY), LocalDate.parse("2026-03-05")));
    }

    @Test
    @DisplayName("D3 a limit a day starts each day from zero, and the day never goes back")
    void countsByDay() {
        fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        CallGate gate = gate(Limit.calls(2).perOrganization().aDay());
        assertInstanceOf(Allowed.class, call(gate));
        assertInstanceOf(Allowed.class, call(gate));
        assertEquals(List.of(Reason.ORGANIZATION_LIMIT_REACHED), codes(call(gate)));

        clock.move(Duration.ofDays(1));
        assertInstanceOf(Allowed.class, call(gate));
        clock.move(Duration.ofDays(-1)); // a clock that lags counts on the newer day
        assertInstanceOf(Allowed.class, call(gate));
        Refused lagging = assertInstanceOf(Refused.class, call(gate));
        assertEquals(Instant.parse("2026-03-04T00:00:00Z"), lagging.nextAllowed());
        clock.move(Duration.ofDays(1));
        assertEquals(List.of(Reason.ORGANIZATION_LIMIT_REACHED), codes(call(gate)));
    }

    @Test
    @DisplayName("D3 on each counter, a call of a clock that lags counts on the newest day of that counter")
    void countsOnTheNewestDayOfEachCounter() {
        fixture.assign(1, Terms.dailyLimit(5).countries("US"));
        Assignment second = fixture.assign(2, Terms.dailyLimit(5).countries("US"));
        CallGate gate = gate(
                Limit.calls(5).perNumber().aDay(),
                Limit.calls(5).perAgent().aDay(),
                Limit.calls(5).perOrganization().aDay());
        clock.move(Duration.ofDays(1));
        assertTrue(gate.decide(request(fixture.agent, WASHINGTON).from(Fixture.e164(1)))
                .isAllowed());
        LocalDate lagging = LocalDate.parse("2026-03-02");
        LocalDate newest = LocalDate.parse("2026-03-03");

        clock.move(Duration.ofDays(-1));
        assertTrue(gate.decide(request(fixture.agent, WASHINGTON).from(Fixture.e164(2)))
                .isAllowed());

        assertEquals(lagging, fixture.stored(second).lastResetDate());
        assertEquals(1, fixture.stored(second).callsMadeToday());
        assertEquals(1, counted(Counter.ofNumber(second.number().id(), Fixture.A_DAY), lagging));
        assertEquals(0, counted(Counter.ofNumber(second.number().id(), Fixture.A_DAY), newest));
        assertEquals(2, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY), newest));
        assertEquals(2, counted(Counter.ofOrganization(Fixture.A_DAY), newest));
    }

    @Test
    @DisplayName("D10 a limit that is lowered, raised or removed takes effect with the next call")
    void limitsTakeEffectImmediately() {
        fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        for (int call = 0; call < 3; call++) {
            assertInstanceOf(Allowed.class, call(gate(Limit.calls(3).perAgent().aDay())));
        }
        assertEquals(
                List.of(Reason.AGENT_LIMIT_REACHED),
                codes(call(gate(Limit.calls(2).perAgent().aDay()))));
        assertInstanceOf(Allowed.class, call(gate(Limit.calls(4).perAgent().aDay())));
        assertInstanceOf(Allowed.class, call(gate()));
    }

    @Test
    @DisplayName(
            "D11 if a number has reached its limit, the next one is tried, and together they make exactly the calls that the limit allows")
    void triesTheNextNumber() throws Exception {
        for (int number = 1; number <= 3; number++) {
            fixture.assign(number, Terms.dailyLimit(100).countries("US"));
        }
        assertEquals(3 * 8, requestConcurrently(gate(Limit.calls(8).perNumber().aDay()), fixture.agent));
        Refused full = assertInstanceOf(
                Refused.class, call(gate(Limit.calls(8).perNumber().aDay())));
        assertEquals(List.of(Reason.NUMBER_LIMIT_REACHED), codes(full));
        assertTrue(full.reasons().get(0).message().contains("3 of 3"), full::toString);
        assertEquals(Instant.parse("2026-03-03T00:00:00Z"), full.nextAllowed());
    }

    @Test
    @DisplayName("D11 a number that has reached its limit is passed over, even if the rotation chooses it first")
    void passesOverAFullNumber() {
        fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        fixture.assign(2, Terms.dailyLimit(100).countries("US"));
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .limits(
                                Limit.calls(1).perNumber().aDay(),
                                Limit.calls(9).perAgent().aDay())
                        .rotation((candidates, call) -> candidates.stream()
                                .sorted(Comparator.comparing(
                                        each -> each.number().e164()))
                                .toList()))
                .build();
        for (int number = 1; number <= 2; number++) {
            assertEquals(
                    Fixture.e164(number),
                    assertInstanceOf(Allowed.class, call(gate)).from());
        }
        assertEquals(List.of(Reason.NUMBER_LIMIT_REACHED), codes(call(gate)));
        assertEquals(2, counted(Counter.ofAgent(fixture.agent, Fixture.A_DAY)));
    }

    @Test
    @DisplayName("D2 a new number warms up: the first days of the organization's calendar have lower limits")
    void warmsUp() {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Instant added = assignment.number().createdAt();
        LocalDate firstDay = LocalDate.ofInstant(added, zone);
        CallGate gate = gate(zone, Limit.calls(3).perNumber().aDay().warmingUp(1, 2, 4));

        // In the past, so that the store does not reject the days as being in the future. The number's age is that of
        // day 0.
        assertEquals(1, callsUntilRefused(gate, firstDay.minusDays(2), zone));
        assertEquals(1, callsUntilRefused(gate, firstDay, zone));
        assertEquals(2, callsUntilRefused(gate, firstDay.plusDays(1), zone));
    }

    private int callsUntilRefused(CallGate gate, LocalDate day, ZoneId zone) {
        clock.moveTo(day.atTime(12, 0).atZone(zone).toInstant());
        int allowed = 0;
        while (call(gate).isAllowed()) {
            allowed++;
        }
        return allowed;
    }

    @Test
    @DisplayName("D1 a preview returns the calls that are left, and counts nothing anywhere")
    void previewsLimits() {
        Assignment assignment = assign(1, 1);
        CallGate gate = gate(LAYERS[0], LAYERS[1], LAYERS[2], Limit.florida());
        CallRequest request = request(agent(1), WASHINGTON);
        for (int n = 0; n < 3; n++) {
            assertInstanceOf(Allowed.class, gate.preview(request));
            assertInstanceOf(Allowed.class, gate.preview(request));
            assertInstanceOf(Allowed.class, gate.decide(request));
        }
        Refused refused = assertInstanceOf(Refused.class, gate.preview(request));
        assertEquals(refused, gate.decide(request));
        assertEquals(3, fixture.stored(assignment).callsMadeToday());
        assertEquals(3, counted(Counter.ofAgent(agent(1), Fixture.A_DAY)));
    }

    @Test
    @DisplayName("K1 organizations count separately, and a counter without calls is zero")
    @Needs(Ability.ORGANIZATIONS)
    void separatesOrganizations() {
        assign(1, 1);
        assertTrue(gate(LAYERS).decide(request(agent(1), WASHINGTON)).isAllowed());
        CounterSnapshot others = tested.store()
                .countersOf(
                        new Fixture(tested).organization,
                        Set.of(Counter.ofOrganization(Fixture.A_DAY), Counter.ofAgent(agent(1), Fixture.A_DAY)),
                        NOON);
        assertEquals(CounterSnapshot.NONE, others);
    }
}
