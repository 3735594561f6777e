package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallListenerTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent-1");

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final Told told = new Told();

    /** Remembers what it is told. */
    private static final class Told implements CallListener {
        final List<Object> events = new ArrayList<>();
        private final long created = System.nanoTime();

        /** Asserts that a decision took no longer than the time since the test began. */
        private void assertPlausible(Duration took) {
            assertTrue(!took.isNegative() && took.toNanos() <= System.nanoTime() - created, took::toString);
        }

        @Override
        public void decided(CallRequest request, CallDecision decision, Duration took) {
            assertPlausible(took);
            events.add(decision);
        }

        @Override
        public void failed(CallRequest request, RuntimeException cause, Duration took) {
            assertPlausible(took);
            events.add(cause);
        }

        @Override
        public void limitApproached(CallRequest request, LimitUsage usage) {
            events.add("%d of %d".formatted(usage.used(), usage.most()));
        }

        @Override
        public void released(CallRecord call) {
            events.add("released " + call.call().callId());
        }

        @Override
        public void completed(CallRecord call) {
            events.add("completed " + call.call().callId());
        }
    }

    /** Fails whatever it is told, once as an exception and once as an error. */
    private static final class Failing implements CallListener {
        @Override
        public void decided(CallRequest request, CallDecision decision, Duration took) {
            throw new IllegalStateException("the meter is broken");
        }

        @Override
        public void failed(CallRequest request, RuntimeException cause, Duration took) {
            throw new StackOverflowError("on purpose");
        }

        @Override
        public void limitApproached(CallRequest request, LimitUsage usage) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void released(CallRecord call) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void completed(CallRecord call) {
            throw new IllegalStateException("on purpose");
        }
    }

    @BeforeEach
    void setUp() {
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550100"),
                        Terms.dailyLimit(2).countries("US"));
    }

    private static CallRequest request(String id, String to) {
        return CallRequest.by(ACME, AGENT).to(to).callId(id);
    }

    private void notifyOfEverything(CallGate gate) {
        assertInstanceOf(Allowed.class, gate.decide(request("c-1", "+12025550199")));
        assertInstanceOf(Refused.class, gate.decide(request("c-2", "+442071838750")));
        assertInstanceOf(Allowed.class, gate.decide(request("c-3", "112")));
        assertThrows(IllegalArgumentException.class, () -> gate.decide(request("rule", "+12025550198")));
        gate.preview(request("c-4", "+12025550199"));
        assertInstanceOf(Allowed.class, gate.decide(request("c-5", "+12025550199")));
        assertTrue(gate.complete(ACME, new CallId("c-1"), CallOutcome.answered(Duration.ofSeconds(9)))
                .isPresent());
        gate.complete(ACME, new CallId("c-1"), CallOutcome.ofSipStatus(486));
        gate.release(ACME, new CallId("c-1"));
        gate.release(ACME, new CallId("c-5"));
        gate.release(ACME, new CallId("c-5"));
        gate.complete(ACME, new CallId("c-5"), CallOutcome.ofSipStatus(486));
        assertTrue(gate.release(ACME, new CallId("unknown")).isEmpty());
    }

    private CallGate.Builder gate() {
        return CallGate.over(storage).policy(CallPolicy.inUtc().rules(call -> {
            if (call.to().toString().endsWith("98")) {
                throw new IllegalArgumentException("a rule of the host's");
            }
            return Optional.empty();
        }));
    }

    @Test
    @DisplayName(
            "T1 decisions, failures, limits that are approached, releases and completions are told once; previews, repetitions and what is not known are not")
    void notifies() {
        notifyOfEverything(gate().listener(told).build());
        assertEquals(8, told.events.size(), told.events::toString);
        assertInstanceOf(Allowed.class, told.events.get(0));
        assertInstanceOf(Refused.class, told.events.get(1));
        assertTrue(assertInstanceOf(Allowed.class, told.events.get(2)).isEmergency());
        assertInstanceOf(IllegalArgumentException.class, told.events.get(3));
        assertEquals("2 of 2", told.events.get(4));
        assertInstanceOf(Allowed.class, told.events.get(5));
        assertEquals(List.of("completed c-1", "released c-5"), told.events.subList(6, 8));
    }

    @Test
    @DisplayName(
            "T1 a listener that throws, whatever it throws, changes no answer and keeps nothing from the next listener")
    void survivesFailingListeners() {
        notifyOfEverything(gate().listener(new Failing())
                .listener(told)
                .listener(new CallListener() {})
                .build());
        assertEquals(8, told.events.size(), told.events::toString);
        assertEquals(1, storage.assignmentsOf(ACME, AGENT).get(0).callsMadeToday());
    }

    @Test
    @DisplayName(
            "T1 a view of the gate on another store has its rules and listeners, and counts there; the gate itself is as it was")
    void viewOnAnotherStore() {
        InMemoryStorage other = InMemoryStorage.create();
        StoreUnderTest.over(other)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550101"),
                        Terms.dailyLimit(2).countries("US"));
        CallGate gate = gate().listener(told).build();
        notifyOfEverything(gate.withStore(other));
        assertEquals(8, told.events.size(), told.events::toString);
        assertEquals(1, other.assignmentsOf(ACME, AGENT).get(0).callsMadeToday());
        assertEquals(0, storage.assignmentsOf(ACME, AGENT).get(0).callsMadeToday());
        assertTrue(gate.decide(request("c-1", "+12025550199")).isAllowed());
        assertEquals(1, storage.assignmentsOf(ACME, AGENT).get(0).callsMadeToday());
    }

    @Test
    @DisplayName(
            "T1 who listens to a view is told when its executor runs what it was given, in order; emergencies and failures at once")
    void viewNotifiesLater() {
        List<Runnable> later = new ArrayList<>();
        notifyOfEverything(gate().listener(told).build().withStore(storage, later::add));
        assertEquals(2, told.events.size(), told.events::toString);
        assertTrue(assertInstanceOf(Allowed.class, told.events.get(0)).isEmergency());
        assertInstanceOf(IllegalArgumentException.class, told.events.get(1));
        assertEquals(6, later.size());
        later.forEach(Runnable::run);
        assertInstanceOf(Allowed.class, told.events.get(2));
        assertInstanceOf(Refused.class, told.events.get(3));
        assertEquals("2 of 2", told.events.get(4));
        assertInstanceOf(Allowed.class, told.events.get(5));
        assertEquals(List.of("completed c-1", "released c-5"), told.events.subList(6, 8));

        CallGate unobserved = gate().build().withStore(storage, event -> {
            throw new AssertionError("nobody listens");
        });
        assertTrue(unobserved.decide(request("c-6", "+12025550199")).isAllowed());
    }

    @Test
    @DisplayName("T1 if a view's executor rejects an event, listeners are told at once")
    void toldAtOnceIfRejected() {
        CallGate gate = gate().listener(told).build().withStore(storage, event -> {
            throw new RejectedExecutionException("on purpose");
        });
        notifyOfEverything(gate);
        assertEquals(8, told.events.size(), told.events::toString);
    }

    @Test
    @DisplayName(
            "D4 limits per callee need a policy that tells callees apart: the gate is not built, or allows nothing")
    void limitsPerCalleeNeedCallees() {
        CallPolicy policy = CallPolicy.inUtc().limits(Limit.florida());
        CallGate.Builder builder = CallGate.over(storage);
        String message = assertThrows(IllegalStateException.class, () -> builder.policy(policy))
                .getMessage();
        assertTrue(message.contains("CalleePrivacy"), message);
        CallGate gate = builder.policies(organization -> policy).listener(told).build();
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> gate.decide(request("c-1", "+12025550199")));
        assertSame(thrown, told.events.get(0));
        assertTrue(gate.decide(request("c-1", "112")).isAllowed());
        assertThrows(IllegalStateException.class, () -> gate.preview(request("c-1", "+12025550199")));
    }
}
