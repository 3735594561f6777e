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
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Caps;
import dev.callgate.spi.JournalStore;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a store has to do that offers call ids: count a call once however often it is asked for, and give it back once.
 * Extend it, hand in a store that is a {@link JournalStore}, and run it as a JUnit test; it needs junit-jupiter on the test class
 * path.
 */
public abstract class CallIdContract {
    private static final String WASHINGTON = "+12025550199";
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Caps LAYERS = Caps.none()
            .perNumber(100)
            .perAgent(100)
            .perOrganization(100)
            .attemptsPerCallee(new AttemptLimit(50, Duration.ofDays(7)));

    private final MovableClock clock = new MovableClock(NOON);
    private StoreUnderTest tested;
    private Scene scene;
    private CallGate gate;

    /** Returns the store to test. Each test works in an organization of its own, so it may always be the same one. */
    protected abstract StoreUnderTest storeUnderTest();

    /** Returns how many operations the random day has; {@code -Dcallgate.operations} changes it. */
    protected int operations() {
        return Integer.getInteger("callgate.operations", 1_000);
    }

    @BeforeEach
    void setScene() {
        tested = storeUnderTest();
        scene = new Scene(tested);
        gate = gate(CallPolicy.inUtc());
    }

    private CallGate gate(CallPolicy policy) {
        return CallGate.over(tested.store())
                .clock(clock)
                .policy(policy.callees(CalleePrivacy.inFull()))
                .build();
    }

    private JournalStore ledger() {
        return (JournalStore) tested.store();
    }

    private CallRequest request(String id) {
        return CallRequest.by(scene.organization, scene.agent).to(WASHINGTON).callId(id);
    }

    private boolean release(String id) {
        return gate.release(scene.organization, new CallId(id)).isPresent();
    }

    private static CallDecision repetitionOf(CallDecision decision) {
        Allowed allowed = assertInstanceOf(Allowed.class, decision);
        return new Allowed(allowed.to(), allowed.extension(), allowed.assignment(), allowed.callId(), true);
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    private int counted(Counter counter) {
        return tested.store()
                .countersOf(scene.organization, Set.of(counter), null)
                .dailyCount(counter)
                .callsOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private int attempts() {
        return tested.store()
                .countersOf(scene.organization, Set.of(), new CalleeKey(WASHINGTON))
                .attempts()
                .size();
    }

    @Test
    @DisplayName("D5 a decision asked again with the same call id gives the same answer, and is charged once")
    void countsOnce() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        scene.assign(2, Terms.dailyLimit(5).countries("US"));
        CallDecision first = gate.decide(request("c-1"));
        CallDecision second = gate.decide(request("c-2"));
        assertTrue(first.isAllowed() && second.isAllowed());
        assertFalse(first.equals(second));
        for (int again = 0; again < 3; again++) {
            assertEquals(repetitionOf(first), gate.decide(request("c-1")));
            assertEquals(repetitionOf(first), gate.preview(request("c-1")));
            assertEquals(repetitionOf(second), gate.decide(request("c-2")));
        }
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D5 ids are told apart exactly, case included, up to the longest one")
    void tellsIdsApart() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(10).countries("US"));
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
        assertEquals(ids.size(), scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D5 the answer stays the same whatever stands against the call by now")
    void staysAllowed() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1).countries("US"));
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
    @DisplayName("D5 a refusal is not remembered: the same call may be asked for again")
    void refusalsAreNotStored() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(0).countries("US"));
        assertFalse(gate.decide(request("c-1")).isAllowed());
        tested.changeTerms(assignment, Terms.dailyLimit(1).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertEquals(1, scene.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D5 32 threads that ask for the same 40 calls, with caps, get one charge and equal answers for each")
    void countsOnceUnderFire() throws Exception {
        // Room for exactly these calls: who asks for the last one a moment later still gets its answer.
        for (int number = 1; number <= 4; number++) {
            scene.assign(number, Terms.dailyLimit(10).countries("US"));
        }
        CallGate capped = gate(CallPolicy.inUtc().caps(LAYERS));
        int calls = 40;
        List<List<CallDecision>> answers = Together.run(32, thread -> () -> {
            List<CallDecision> ofThread = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                ofThread.add(capped.decide(request("c-" + call)));
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
                tested.store().assignmentsOf(scene.organization, scene.agent).stream()
                        .mapToInt(Assignment::callsMadeToday)
                        .sum());
        assertEquals(calls, counted(Counter.ofOrganization()));
        assertEquals(calls, counted(Counter.ofAgent(scene.agent)));
        assertEquals(calls, attempts());
    }

    @Test
    @DisplayName(
            "D5 a call that another node is granted while this one reads, and that takes the last room, is allowed here too")
    void isNotRefusedByItself() {
        scene.assign(1, Terms.dailyLimit(1).countries("US"));
        List<CallDecision> elsewhere = new ArrayList<>();
        JournalStore slow = Interposed.before("assignmentsOf", JournalStore.class, ledger(), arguments -> {
            if (elsewhere.isEmpty()) {
                elsewhere.add(gate.decide(request("c-1")));
            }
        });
        CallDecision here = CallGate.over(slow).clock(clock).build().decide(request("c-1"));
        assertEquals(elsewhere.stream().map(CallIdContract::repetitionOf).toList(), List.of(here));
    }

    @Test
    @DisplayName("K1 the same call id in another organization is another call")
    void keepsOrganizationsApart() {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        Scene other = new Scene(tested);
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
    @DisplayName("D6 a call that was never placed is given back once, on every layer, and then refused by name")
    void givesBack() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(2).countries("US"));
        CallGate capped = gate(CallPolicy.inUtc().caps(LAYERS));
        assertTrue(capped.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofMinutes(1));
        assertTrue(capped.decide(request("c-2")).isAllowed());
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(capped.decide(request("c-3"))));

        for (int again = 0; again < 3; again++) {
            assertTrue(release("c-1"));
            assertEquals(1, scene.stored(assignment).callsMadeToday());
            assertEquals(1, counted(Counter.ofOrganization()));
            assertEquals(1, counted(Counter.ofAgent(scene.agent)));
            assertEquals(1, counted(Counter.ofNumber(assignment.number().id())));
            assertEquals(1, attempts());
        }
        assertFalse(release("c-9"));
        assertEquals(List.of(Reason.CALL_RELEASED), codes(capped.decide(request("c-1"))));
        assertEquals(List.of(Reason.CALL_RELEASED), codes(capped.preview(request("c-1"))));
        assertTrue(capped.decide(request("c-3")).isAllowed());
        AllowedCall released =
                ledger().allowedCall(scene.organization, new CallId("c-1")).orElseThrow();
        assertEquals(NOON.plusSeconds(60), released.releasedAt());
        assertEquals(NOON, released.at());
    }

    @Test
    @DisplayName("D6 a call is given back on its own day only: after midnight nothing is taken from the new day")
    void givesBackOnItsOwnDayOnly() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        CallGate capped = gate(CallPolicy.inUtc().caps(LAYERS));
        assertTrue(capped.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofDays(1));
        assertTrue(capped.decide(request("c-2")).isAllowed());
        assertTrue(release("c-1"));
        assertEquals(1, scene.stored(assignment).callsMadeToday());
        assertEquals(1, counted(Counter.ofOrganization()));
        assertEquals(1, counted(Counter.ofAgent(scene.agent)));
    }

    @Test
    @DisplayName("D6 D12 a call is given back to its own pair, wherever the number went, and never below zero")
    void givesBackToItsPair() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertTrue(gate.decide(request("c-2")).isAllowed());
        tested.unassign(assignment);
        Assignment others =
                scene.assign(new AgentId("agent-2"), 1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(CallRequest.by(scene.organization, new AgentId("agent-2"))
                        .to(WASHINGTON))
                .isAllowed());
        assertTrue(release("c-1"));
        assertEquals(1, scene.stored(others).callsMadeToday());
        tested.unassign(others);
        Assignment again = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        assertEquals(1, again.callsMadeToday());
        assertTrue(release("c-2"));
        assertTrue(release("c-2"));
        assertEquals(0, scene.stored(again).callsMadeToday());
    }

    @Test
    @DisplayName("D6 64 threads that give back the same calls while others call give each back once")
    void givesBackOnceUnderFire() throws Exception {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(1_000).countries("US"));
        CallGate capped =
                gate(CallPolicy.inUtc().caps(Caps.none().perAgent(1_000).perOrganization(1_000)));
        for (int call = 0; call < 20; call++) {
            assertTrue(capped.decide(request("old-" + call)).isAllowed());
        }
        Together.run(64, thread -> () -> {
            for (int n = 0; n < 5; n++) {
                if (thread % 2 == 0) {
                    release("old-" + (thread + n) % 20);
                } else {
                    assertTrue(capped.decide(request("new-" + thread + "-" + n)).isAllowed());
                }
            }
            return true;
        });
        for (int call = 0; call < 20; call++) {
            assertTrue(release("old-" + call));
        }
        assertEquals(32 * 5, scene.stored(assignment).callsMadeToday());
        assertEquals(32 * 5, counted(Counter.ofOrganization()));
        assertEquals(32 * 5, counted(Counter.ofAgent(scene.agent)));
    }

    @Test
    @DisplayName("D9 a window has room again where the attempt that filled it is given back")
    void givesAttemptsBack() {
        scene.assign(1, Terms.dailyLimit(5).countries("US"));
        CallGate capped =
                gate(CallPolicy.inUtc().caps(Caps.none().attemptsPerCallee(new AttemptLimit(1, Duration.ofHours(1)))));
        assertTrue(capped.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofMinutes(1));
        assertEquals(List.of(Reason.ATTEMPTS_REACHED), codes(capped.decide(request("c-2"))));
        assertTrue(release("c-1"));
        assertTrue(capped.decide(request("c-2")).isAllowed());
        assertEquals(List.of(Reason.ATTEMPTS_REACHED), codes(capped.decide(request("c-3"))));
    }

    @Test
    @DisplayName(
            "D5 D6 over days of random calls, repeats, releases and hand-overs, allowed less released is what is counted")
    void countsWhatIsLeft() {
        Random random = new Random(6);
        int numbers = 3;
        for (int number = 1; number <= numbers; number++) {
            scene.assign(number, Terms.dailyLimit(7).countries("US"));
        }
        CallGate capped = gate(CallPolicy.inUtc().caps(Caps.none().perNumber(6).perOrganization(15)));
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
                            .assignmentsOf(scene.organization, scene.agent)
                            .get(0);
                    tested.unassign(one);
                    tested.assign(scene.organization, scene.agent, one.number().e164(), one.terms());
                }
                default -> {
                    boolean isAllowed = capped.decide(request(id)).isAllowed();
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
            assertEquals(left, counted(Counter.ofOrganization()), "after step " + step);
            assertEquals(
                    left,
                    tested.store().assignmentsOf(scene.organization, scene.agent).stream()
                            .mapToInt(each -> each.callsOn(now))
                            .sum(),
                    "after step " + step);
        }
        assertTrue(allowed.size() > 40 && released.size() > 10, allowed.size() + " and " + released.size());
    }

    @Test
    @DisplayName(
            "D5 D6 K4 over a random day of calls, repeats and releases by eight threads, across midnight, allowed less "
                    + "released is exactly what is counted")
    void randomDay() throws Exception {
        int threads = 8;
        int agents = 20;
        for (int number = 1; number <= 3 * agents; number++) {
            scene.assign(
                    Samples.agent(number % agents),
                    number,
                    Terms.dailyLimit(1_000_000).countries("US"));
        }
        CallGate capped = gate(CallPolicy.inUtc().caps(Caps.none().perAgent(1_000_000)));
        Map<String, Assignment> allowed = new ConcurrentHashMap<>();
        Set<String> released = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        int operations = operations();
        Together.run(threads, thread -> () -> {
            Random random = new Random(thread);
            List<String> known = new ArrayList<>();
            for (int n = done.getAndIncrement(); n < operations; n = done.getAndIncrement()) {
                // A day and a half passes, and so does midnight, after a third of it.
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
                                    scene.organization, Samples.agent(Math.floorMod(id.hashCode(), agents)))
                            .to(WASHINGTON)
                            .callId(id);
                    if (capped.decide(request) instanceof Allowed counted) {
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
            for (Assignment each : tested.store().assignmentsOf(scene.organization, Samples.agent(agent))) {
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
                    tested.store()
                            .countersOf(scene.organization, Set.of(Counter.ofAgent(Samples.agent(agent))), null)
                            .dailyCount(Counter.ofAgent(Samples.agent(agent)))
                            .callsOn(LocalDate.parse("2026-03-03")));
        }
        assertEquals(3 * agents, checked);
        assertTrue(allowed.size() > operations / 3 && released.size() > operations / 20);
        System.out.printf(
                "%d operations: %d calls allowed, %d released%n", operations, allowed.size(), released.size());
    }

    @Test
    @DisplayName("calls are forgotten by day; what they counted stays, and asked for again they are new")
    void forgets() {
        Assignment assignment = scene.assign(1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        clock.move(Duration.ofDays(1));
        assertTrue(gate.decide(request("c-2")).isAllowed());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        assertEquals(1, ledger().forgetCallsBefore(scene.organization, today));
        assertEquals(0, ledger().forgetCallsBefore(scene.organization, today));
        assertFalse(release("c-1"));
        assertTrue(gate.decide(request("c-1")).isAllowed());
        assertEquals(2, scene.stored(assignment).callsMadeToday());
    }
}
