package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Caps;
import dev.callgate.spi.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a store has to do that offers {@link Caps}: count a call on everything that is capped, or on nothing. Extend it, hand
 * in a store, and run it as a JUnit test; it needs junit-jupiter on the test class path.
 */
public abstract class CapsContract {
    private static final String WASHINGTON = "+12025550199";
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Caps LAYERS = Caps.none().perNumber(8).perAgent(12).perOrganization(20);
    private static final int PER_ASSIGNMENT = 5;
    private static final int THREADS = 64;

    private final MovableClock clock = new MovableClock(NOON);
    private StoreUnderTest tested;
    private Scene scene;

    /** Returns the store to test. Each test works in an organization of its own, so it may always be the same one. */
    protected abstract StoreUnderTest storeUnderTest();

    @BeforeEach
    void setScene() {
        tested = storeUnderTest();
        scene = new Scene(tested);
    }

    private CallGate gate(Caps caps) {
        return gate(caps, ZoneOffset.UTC);
    }

    private CallGate gate(Caps caps, ZoneId zone) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.in(zone).caps(caps).callees(CalleePrivacy.inFull()))
                .build();
    }

    private CallRequest request(AgentId agent, String to) {
        return CallRequest.by(scene.organization, agent).to(to);
    }

    private CallDecision call(CallGate gate) {
        return gate.decide(request(scene.agent, WASHINGTON));
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    private static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    private Assignment assign(int agent, int number) {
        return scene.assign(
                agent(agent), number, Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
    }

    private int counted(Counter counter) {
        return counted(counter, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private int counted(Counter counter, LocalDate date) {
        return tested.store()
                .countersOf(scene.organization, Set.of(counter), null)
                .dailyCount(counter)
                .callsOn(date);
    }

    /** Asks from all threads at once, together far more often than is allowed; returns how many calls were. */
    private int hammer(CallGate gate, AgentId agent) throws Exception {
        return Together.run(THREADS, thread -> () -> {
                    int allowed = 0;
                    for (int wish = 0; wish < 2; wish++) {
                        allowed += gate.decide(request(agent, WASHINGTON)).isAllowed() ? 1 : 0;
                    }
                    return allowed;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    @DisplayName("D1 caps that a policy is given one after the other all hold")
    void capsAddUp() {
        scene.assign(1, Terms.dailyLimit(100).countries("US"));
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .caps(Caps.none().perAgent(2))
                        .caps(Caps.none().perOrganization(50)))
                .build();
        assertTrue(call(gate).isAllowed());
        assertTrue(call(gate).isAllowed());
        assertEquals(List.of(Reason.AGENT_CAP_REACHED), codes(call(gate)));
    }

    @Test
    @DisplayName("D9 attempts that are used up are named before numbers that rest, of which the agent has others")
    void firstReasonStandsForTheRefusal() {
        Assignment resting = scene.assign(1, Terms.dailyLimit(100).countries("US"));
        scene.assign(2, Terms.dailyLimit(100).countries("US"));
        tested.quarantine(resting, LocalDate.parse("2026-03-10"));
        CallGate gate = gate(Caps.none().attemptsPerCallee(new AttemptLimit(1, Duration.ofHours(1))));
        assertTrue(call(gate).isAllowed());
        assertEquals(List.of(Reason.ATTEMPTS_REACHED, Reason.NUMBER_QUARANTINED), codes(call(gate)));
    }

    @Test
    @DisplayName(
            "D2 D12 64 threads get exactly what the assignment, then the number, then the agent, then the organization allows")
    void eachCapBindsExactly() throws Exception {
        CallGate gate = gate(LAYERS);
        Assignment first = assign(1, 1);
        assertEquals(PER_ASSIGNMENT, hammer(gate, agent(1)), "the assignment's limit");

        tested.unassign(first);
        assign(2, 1);
        assertEquals(8 - PER_ASSIGNMENT, hammer(gate, agent(2)), "the number's cap, in both hands together");

        for (int number = 2; number <= 4; number++) {
            assign(2, number);
        }
        assertEquals(12 - 3, hammer(gate, agent(2)), "the agent's cap, with four numbers");

        assign(3, 5);
        assertEquals(20 - 5 - 12, hammer(gate, agent(3)), "the organization's cap");
        assertEquals(0, hammer(gate, agent(3)));
        assertConsistent(20, 3, 5);
    }

    @Test
    @DisplayName(
            "D2 64 threads that call for all agents while numbers change hands pass no cap, and meet the organization's")
    void allCapsAtOnce() throws Exception {
        CallGate gate = gate(LAYERS);
        int agents = 3;
        int numbers = 9;
        for (int number = 1; number <= numbers; number++) {
            assign(1 + number % agents, number);
        }

        List<Integer> allowed = Together.run(THREADS, thread -> () -> {
            Random random = new Random(thread);
            int counted = 0;
            for (int wish = 0; wish < 5; wish++) {
                counted += gate.decide(request(agent(1 + random.nextInt(agents)), WASHINGTON))
                                .isAllowed()
                        ? 1
                        : 0;
                if (thread == 0) {
                    handOn(agent(1 + random.nextInt(agents)), agent(1 + random.nextInt(agents)));
                }
            }
            return counted;
        });

        assertEquals(20, allowed.stream().mapToInt(Integer::intValue).sum());
        assertConsistent(20, agents, numbers);
    }

    private void handOn(AgentId from, AgentId to) {
        tested.store().assignmentsOf(scene.organization, from).stream()
                .findFirst()
                .ifPresent(each -> {
                    tested.unassign(each);
                    tested.assign(
                            scene.organization,
                            to,
                            each.number().e164(),
                            Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
                });
    }

    /** What was counted at one layer was counted at each of them, and is all that was allowed. */
    private void assertConsistent(int allowed, int agents, int numbers) {
        assertEquals(allowed, counted(Counter.ofOrganization()));
        int ofAgents = 0;
        for (int agent = 1; agent <= agents; agent++) {
            int calls = counted(Counter.ofAgent(agent(agent)));
            assertTrue(calls <= 12, calls + " calls of one agent");
            ofAgents += calls;
        }
        assertEquals(allowed, ofAgents);
        int ofNumbers = 0;
        int ofAssignments = 0;
        for (int number = 1; number <= numbers; number++) {
            int ofNumber = 0;
            for (int agent = 1; agent <= agents; agent++) {
                Assignment pair = inHandsOf(agent(agent), number);
                assertTrue(pair.callsMadeToday() <= PER_ASSIGNMENT, pair::toString);
                ofNumber += pair.callsMadeToday();
                ofNumbers += agent == 1 ? counted(Counter.ofNumber(pair.number().id())) : 0;
            }
            assertTrue(ofNumber <= 8, ofNumber + " calls from one number");
            ofAssignments += ofNumber;
        }
        assertEquals(allowed, ofNumbers);
        assertEquals(allowed, ofAssignments);
    }

    /** Gives a number to an agent, so that the pair's count shows. */
    private Assignment inHandsOf(AgentId agent, int number) {
        E164 e164 = Scene.number(number);
        for (int n = 1; n <= 3; n++) {
            tested.store().assignmentsOf(scene.organization, agent(n)).stream()
                    .filter(each -> each.number().e164().equals(e164))
                    .forEach(tested::unassign);
        }
        return tested.assign(
                scene.organization,
                agent,
                e164,
                Terms.dailyLimit(PER_ASSIGNMENT).countries("US"));
    }

    @Test
    @DisplayName(
            "D9 a refusal names each layer that is full, in order, with the time when it has room, and consumes nothing")
    void namesEachFullLayer() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(2).countries("US"));
        CallGate gate = gate(
                Caps.none()
                        .perNumber(2)
                        .perAgent(2)
                        .perOrganization(2)
                        .attemptsPerCallee(new AttemptLimit(2, Duration.ofDays(3))),
                ZoneId.of("America/New_York"));
        assertInstanceOf(Allowed.class, call(gate));
        Refused unknown = assertInstanceOf(Refused.class, gate.decide(request(agent(9), WASHINGTON)));
        assertEquals(List.of(Reason.NO_ASSIGNMENT), codes(unknown));
        assertEquals(0, unknown.remaining());
        clock.move(Duration.ofHours(1));
        assertInstanceOf(Allowed.class, call(gate));

        Refused full = assertInstanceOf(Refused.class, call(gate));

        assertEquals(
                List.of(
                        Reason.DAILY_LIMIT_REACHED,
                        Reason.NUMBER_CAP_REACHED,
                        Reason.AGENT_CAP_REACHED,
                        Reason.ORGANIZATION_CAP_REACHED,
                        Reason.ATTEMPTS_REACHED),
                codes(full));
        assertEquals(0, full.remaining());
        Instant midnight = Instant.parse("2026-03-03T05:00:00Z");
        for (Reason each : full.reasons().subList(0, 4)) {
            assertEquals(midnight, each.until(), each::code);
        }
        assertEquals(NOON.plus(Duration.ofDays(3)), full.reasons().get(4).until());
        assertEquals(NOON.plus(Duration.ofDays(3)), full.nextAllowed());
        assertEquals(2, scene.stored(assignment).callsMadeToday());
        assertEquals(2, counted(Counter.ofOrganization(), LocalDate.parse("2026-03-02")));

        clock.moveTo(Objects.requireNonNull(full.nextAllowed()).minusMillis(1));
        assertEquals(List.of(Reason.ATTEMPTS_REACHED), codes(call(gate)));
        clock.moveTo(full.nextAllowed());
        assertInstanceOf(Allowed.class, call(gate));
        assertEquals(1, counted(Counter.ofOrganization(), LocalDate.parse("2026-03-05")));
    }

    @Test
    @DisplayName("D3 a capped day starts from zero, and never goes back")
    void countsByDay() {
        scene.assign(1, Terms.dailyLimit(100).countries("US"));
        CallGate gate = gate(Caps.none().perOrganization(2));
        assertInstanceOf(Allowed.class, call(gate));
        assertInstanceOf(Allowed.class, call(gate));
        assertEquals(List.of(Reason.ORGANIZATION_CAP_REACHED), codes(call(gate)));

        clock.move(Duration.ofDays(1));
        assertInstanceOf(Allowed.class, call(gate));
        clock.move(Duration.ofDays(-1)); // a clock that lags counts on the newer day
        assertInstanceOf(Allowed.class, call(gate));
        Refused lagging = assertInstanceOf(Refused.class, call(gate));
        assertEquals(Instant.parse("2026-03-04T00:00:00Z"), lagging.nextAllowed());
        clock.move(Duration.ofDays(1));
        assertEquals(List.of(Reason.ORGANIZATION_CAP_REACHED), codes(call(gate)));
    }

    @Test
    @DisplayName("D3 a call counts on one day on each layer, the newest, also where the clock that it comes from lags")
    void countsOnOneDay() {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        Assignment second = scene.assign(2, Terms.dailyLimit(5).countries("US"));
        CallGate gate = gate(Caps.none().perNumber(5).perAgent(5).perOrganization(5));
        clock.move(Duration.ofDays(1));
        assertTrue(gate.decide(request(scene.agent, WASHINGTON).from(Scene.number(1)))
                .isAllowed());
        LocalDate newest = LocalDate.parse("2026-03-03");

        clock.move(Duration.ofDays(-1));
        assertTrue(gate.decide(request(scene.agent, WASHINGTON).from(Scene.number(2)))
                .isAllowed());

        assertEquals(newest, scene.stored(second).lastResetDate());
        assertEquals(1, scene.stored(second).callsMadeToday());
        assertEquals(1, counted(Counter.ofNumber(second.number().id()), newest));
        assertEquals(2, counted(Counter.ofAgent(scene.agent), newest));
        assertEquals(2, counted(Counter.ofOrganization(), newest));
    }

    @Test
    @DisplayName("D10 a cap that is lowered, raised or taken away holds for the next call")
    void capsHoldAtOnce() {
        scene.assign(1, Terms.dailyLimit(100).countries("US"));
        for (int call = 0; call < 3; call++) {
            assertInstanceOf(Allowed.class, call(gate(Caps.none().perAgent(3))));
        }
        assertEquals(
                List.of(Reason.AGENT_CAP_REACHED), codes(call(gate(Caps.none().perAgent(2)))));
        assertInstanceOf(Allowed.class, call(gate(Caps.none().perAgent(4))));
        assertInstanceOf(Allowed.class, call(gate(Caps.none())));
        Refused none = assertInstanceOf(Refused.class, call(gate(Caps.none().perAgent(0))));
        assertNull(none.nextAllowed());
    }

    @Test
    @DisplayName(
            "D11 when the number that was tried is full, the next one is, and all together make what their caps allow")
    void triesTheNextNumber() throws Exception {
        for (int number = 1; number <= 3; number++) {
            scene.assign(number, Terms.dailyLimit(100).countries("US"));
        }
        assertEquals(3 * 8, hammer(gate(Caps.none().perNumber(8)), scene.agent));
        Refused full = assertInstanceOf(Refused.class, call(gate(Caps.none().perNumber(8))));
        assertEquals(List.of(Reason.NUMBER_CAP_REACHED), codes(full));
        assertTrue(full.reasons().get(0).message().contains("3 of 3"), full::toString);
        assertEquals(Instant.parse("2026-03-03T00:00:00Z"), full.nextAllowed());
    }

    @Test
    @DisplayName(
            "a new number warms up: as many calls a day as the ramp says, by the organization's days, then as its cap says")
    void warmsUp() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(100).countries("US"));
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Instant added = assignment.number().createdAt();
        LocalDate firstDay = LocalDate.ofInstant(added, zone);
        CallGate gate = gate(Caps.none().warmUp(1, 2, 4).perNumber(3), zone);

        // In the past, so that the store's own clock does not take the days for ones that are ahead; as young as on day
        // 0.
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
    @DisplayName("D2 64 threads that call one callee at once get exactly the attempts that its windows allow")
    void attemptsAreExact() throws Exception {
        for (int number = 1; number <= 4; number++) {
            assign(number % 2, number);
        }
        CallGate gate = gate(Caps.none().attemptsPerCallee(AttemptLimit.florida(), AttemptLimit.regulationF()));
        List<Instant> allowedAt = new ArrayList<>();
        for (int day = 0; day < 9; day++) {
            List<Boolean> allowed = Together.run(
                    THREADS,
                    thread -> () ->
                            gate.decide(request(agent(thread % 2), WASHINGTON)).isAllowed());
            long counted = allowed.stream().filter(Boolean::booleanValue).count();
            for (int n = 0; n < counted; n++) {
                allowedAt.add(clock.instant());
            }
            clock.move(Duration.ofDays(1));
        }

        List<Integer> byDay = IntStream.range(0, 9)
                .map(day -> (int) allowedAt.stream()
                        .filter(NOON.plus(Duration.ofDays(day))::equals)
                        .count())
                .boxed()
                .toList();
        assertEquals(List.of(3, 3, 1, 0, 0, 0, 0, 3, 3), byDay);
    }

    @Test
    @DisplayName("attempts count by the called number alone, whoever calls, and in each organization for itself")
    void attemptsCountByCallee() {
        assign(1, 1);
        assign(2, 2);
        CallGate gate = gate(Caps.none().attemptsPerCallee(new AttemptLimit(1, Duration.ofHours(1))));
        assertTrue(gate.decide(request(agent(1), WASHINGTON)).isAllowed());
        assertEquals(List.of(Reason.ATTEMPTS_REACHED), codes(gate.decide(request(agent(2), WASHINGTON))));
        assertTrue(gate.decide(request(agent(2), "+12025550198")).isAllowed());

        Scene other = new Scene(tested);
        other.assign(1, Terms.forCountries("US"));
        assertTrue(gate.decide(CallRequest.by(other.organization, other.agent).to(WASHINGTON))
                .isAllowed());
    }

    @Test
    @DisplayName("D9 room in a window is known to the microsecond, and so is who asks a moment too early")
    void windowsAreExact() {
        scene.assign(1, Terms.forCountries("US"));
        CallGate gate = gate(Caps.none().attemptsPerCallee(new AttemptLimit(2, Duration.ofMinutes(10))));
        clock.moveTo(NOON.plusNanos(1_000));
        assertTrue(call(gate).isAllowed());
        clock.moveTo(NOON.plusSeconds(60));
        assertTrue(call(gate).isAllowed());
        clock.moveTo(NOON.plusSeconds(600));
        Refused early = assertInstanceOf(Refused.class, call(gate));
        assertEquals(NOON.plusSeconds(600).plusNanos(1_000), early.nextAllowed());
        clock.moveTo(Objects.requireNonNull(early.nextAllowed()));
        assertTrue(call(gate).isAllowed());
        assertEquals(
                NOON.plusSeconds(660),
                assertInstanceOf(Refused.class, call(gate)).nextAllowed());
    }

    @Test
    @DisplayName("a preview tells what is left, and counts nothing on any layer")
    void previewsCaps() {
        Assignment assignment = assign(1, 1);
        CallGate gate = gate(LAYERS.attemptsPerCallee(AttemptLimit.florida()));
        CallRequest request = request(agent(1), WASHINGTON);
        for (int n = 0; n < 3; n++) {
            assertInstanceOf(Allowed.class, gate.preview(request));
            assertInstanceOf(Allowed.class, gate.preview(request));
            assertInstanceOf(Allowed.class, gate.decide(request));
        }
        Refused refused = assertInstanceOf(Refused.class, gate.preview(request));
        assertEquals(refused, gate.decide(request));
        assertEquals(3, scene.stored(assignment).callsMadeToday());
        assertEquals(3, counted(Counter.ofAgent(agent(1))));
    }

    @Test
    @DisplayName("K1 one organization's counts are not another's, and what was never counted is nothing")
    void keepsOrganizationsApart() {
        assign(1, 1);
        assertTrue(gate(LAYERS).decide(request(agent(1), WASHINGTON)).isAllowed());
        CounterSnapshot others = tested.store()
                .countersOf(
                        new Scene(tested).organization,
                        Set.of(Counter.ofOrganization(), Counter.ofAgent(agent(1))),
                        new CalleeKey(WASHINGTON));
        assertEquals(CounterSnapshot.NONE, others);
    }
}
