package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import dev.callgate.policy.TollRestriction;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the store counts in one step, where nothing but an agent's only number decides. */
class OneStepTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId ONE = new AgentId("one");
    private static final AgentId TWO = new AgentId("two");
    private static final E164 FIRST = E164.of(Fixture.digits(1));
    private static final E164 SECOND = E164.of(Fixture.digits(2));
    private static final String US = "+12125550100";
    private static final String GB = "+442079460000";
    private static final String PREMIUM = "+19002345678";

    /** The answer, with room for an object or two that a JVM does not save. */
    private static final int MOST_BYTES = 160;

    /** A store that knows the usual steps only. */
    private record UsualSteps(AssignmentStore store) implements AssignmentStore {
        @Override
        public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
            return store.assignmentsOf(organization, agent);
        }

        @Override
        public CountResult count(CountRequest request) {
            return store.count(request);
        }

        @Override
        public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
            return store.allowedCall(organization, callId);
        }

        @Override
        public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
            return store.countersOf(organization, counters, at);
        }
    }

    private static List<CallPolicy> policies() {
        CallPolicy plain = CallPolicy.in(ZoneId.of("America/New_York"));
        return List.of(
                plain,
                plain.region("US"),
                plain.tollRestriction(TollRestriction.standard().blockingPrefixes("+1212")),
                plain.tollRestriction(TollRestriction.standard().allowing(NumberClass.PREMIUM_RATE)),
                plain.rules(CallRule.blocked(number -> number.toString().endsWith("1"))),
                plain.limits(Limit.calls(4).perAgent().aDay()),
                plain.rotation((candidates, call) -> candidates.subList(1, candidates.size())));
    }

    private static CallRequest request(SplittableRandom random) {
        String to = List.of(US, "+12125550101", GB, PREMIUM, "911", "nonsense").get(random.nextInt(6));
        CallRequest request =
                CallRequest.by(ACME, random.nextBoolean() ? ONE : TWO).to(to);
        request = random.nextInt(4) == 0 ? request.from(random.nextBoolean() ? FIRST : SECOND) : request;
        request = random.nextInt(8) == 0 ? request.with("campaign", "spring") : request;
        return random.nextInt(8) == 0 ? request.callId("call-" + random.nextInt(3)) : request;
    }

    private static void change(InMemoryStorage storage, SplittableRandom random) {
        StoreUnderTest tested = StoreUnderTest.over(storage);
        Terms terms = Terms.dailyLimit(random.nextInt(6)).countries(random.nextInt(4) == 0 ? "GB" : "US");
        E164 number = random.nextBoolean() ? FIRST : SECOND;
        Optional<Assignment> current =
                storage.find(ACME, number).flatMap(each -> storage.findAssignment(ACME, each.id()));
        if (current.isEmpty()) {
            tested.assign(ACME, random.nextBoolean() ? ONE : TWO, number, terms);
        } else {
            switch (random.nextInt(4)) {
                case 0 -> tested.unassign(current.get());
                case 1 -> setStatus(storage, current.get(), random.nextBoolean());
                default ->
                    tested.changeTerms(
                            current.get(), random.nextBoolean() ? terms.classes(NumberClass.PREMIUM_RATE) : terms);
            }
        }
    }

    private static void setStatus(InMemoryStorage storage, Assignment of, boolean active) {
        storage.update(
                ACME,
                of.number().id(),
                number -> number.withStatus(active ? NumberStatus.ACTIVE : NumberStatus.INACTIVE, Fixture.NOW),
                Fixture.CHANGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    @DisplayName("D1, D2, D3, D9 calls that are counted in one step get the decisions of the usual steps")
    void decidesLikeTheUsualSteps(int policy) {
        MovableClock clock = new MovableClock(Fixture.NOW);
        InMemoryStorage[] stores = {InMemoryStorage.create(clock), InMemoryStorage.create(clock)};
        CallPolicy policies = policies().get(policy);
        CallGate oneStep =
                CallGate.over(stores[0]).clock(clock).policy(policies).build();
        CallGate usual = CallGate.over(new UsualSteps(stores[1]))
                .clock(clock)
                .policy(policies)
                .build();
        int allowed = 0;
        int calls = Integer.getInteger("callgate.operations", 3_000);
        for (int seed = 0; seed < calls; seed++) {
            CallDecision decision = oneStep.decide(request(new SplittableRandom(seed)));
            assertEquals(text(usual.decide(request(new SplittableRandom(seed)))), text(decision), "seed " + seed);
            allowed += decision.isAllowed() ? 1 : 0;
            if (seed % 5 == 0) {
                change(stores[0], new SplittableRandom(seed));
                change(stores[1], new SplittableRandom(seed));
            }
            if (seed % 40 == 0) {
                clock.move(Duration.ofHours(seed % 3 == 0 ? -5 : 9));
            }
        }
        assertTrue(allowed > calls / 60, "only " + allowed + " calls were allowed");
    }

    /** Returns a decision without the IDs and the times of rows, which differ between two stores. */
    private static String text(CallDecision decision) {
        return decision.toString()
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id")
                .replaceAll("(created|updated)At=[^,\\]]*", "time");
    }

    @Test
    @DisplayName("D2 no call is lost or counted twice while administrators change its number")
    void countsEachCallOnceDuringChanges() throws Exception {
        InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
        StoreUnderTest tested = StoreUnderTest.over(storage);
        Terms terms = Terms.dailyLimit(1_000_000).countries("US");
        Assignment assignment = tested.assign(ACME, ONE, FIRST, terms);
        CallGate gate = CallGate.over(storage).clock(Fixture.CLOCK).build();
        CallRequest request = CallRequest.by(ACME, ONE).to(Destination.parse(US));
        AtomicBoolean calling = new AtomicBoolean(true);

        List<Integer> allowed = Together.run(4, thread -> () -> {
            int own = 0;
            if (thread == 0) {
                for (int i = 0; calling.get(); i++) {
                    setStatus(storage, assignment, i % 4 != 0);
                    tested.changeTerms(
                            assignment,
                            terms.withCountries(
                                    i % 2 == 0
                                            ? terms.countries()
                                            : terms.anyCountry().countries()));
                }
                setStatus(storage, assignment, true);
                return 0;
            }
            for (int i = 0; i < 50_000; i++) {
                own += gate.decide(request).isAllowed() ? 1 : 0;
            }
            if (thread == 1) {
                calling.set(false);
            }
            return own;
        });

        int sum = allowed.stream().mapToInt(Integer::intValue).sum();
        assertTrue(sum > 0);
        assertEquals(sum, storage.assignmentsOf(ACME, ONE).get(0).callsMadeToday());
    }

    @Test
    @DisplayName("D10 once a lower limit is stored, no call is counted above it, however many are on their way")
    void holdsALowerLimitAtOnce() throws Exception {
        CallRequest request = CallRequest.by(ACME, ONE).to(Destination.parse(US));
        for (int round = 0; round < 300; round++) {
            InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
            StoreUnderTest tested = StoreUnderTest.over(storage);
            Assignment assignment =
                    tested.assign(ACME, ONE, FIRST, Terms.dailyLimit(1_000_000).countries("US"));
            CallGate gate = CallGate.over(storage).clock(Fixture.CLOCK).build();
            AtomicBoolean lowered = new AtomicBoolean();
            List<Integer> counts = Together.run(3, thread -> () -> {
                if (thread == 0) {
                    tested.changeTerms(assignment, Terms.dailyLimit(1).countries("US"));
                    int then = storage.assignmentsOf(ACME, ONE).get(0).callsMadeToday();
                    lowered.set(true);
                    return then;
                }
                while (!lowered.get()) {
                    gate.decide(request);
                }
                return 0;
            });
            assertEquals(
                    Math.max(1, counts.get(0)),
                    Math.max(1, storage.assignmentsOf(ACME, ONE).get(0).callsMadeToday()));
        }
    }

    @Test
    @DisplayName("a call that is counted in one step allocates little more than its answer")
    void allocatesLittle() {
        InMemoryStorage storage = InMemoryStorage.create();
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        ONE,
                        FIRST,
                        Terms.dailyLimit(Terms.MAX_DAILY_LIMIT).countries("US"));
        CallGate gate = CallGate.over(storage).build();
        CallRequest request = CallRequest.by(ACME, ONE).to(Destination.parse(US));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 10_000;
        List<Long> bytes = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                assertTrue(gate.decide(request).isAllowed());
            }
            bytes.add((threads.getCurrentThreadAllocatedBytes() - before) / calls);
        }
        assertTrue(bytes.stream().anyMatch(each -> each <= MOST_BYTES), () -> "bytes a call: " + bytes);
    }
}
