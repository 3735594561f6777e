package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.policy.TollRestriction;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a gate takes from a store that remembers a state on which it has just refused a call. The stored state has room. */
class RecentRefusalsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final LocalDate TODAY = LocalDate.ofInstant(Fixture.NOW, ZoneOffset.UTC);
    private static final CallRequest REQUEST = CallRequest.by(ACME, AGENT).to("+12025550199");
    private static final CallPolicy POLICY = CallPolicy.inUtc();
    private static final Limit ONE_A_DAY = Limit.calls(1).perAgent().aDay();

    private final InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
    private final Assignment stored = StoreUnderTest.over(storage)
            .assign(ACME, AGENT, E164.of("+12125550100"), Terms.dailyLimit(1).countries("US"));
    private final Assignment usedUp = stored.counted(TODAY);
    private final AtomicInteger asked = new AtomicInteger();

    /** A store that remembers a state. */
    private record Remembering(AssignmentStore store, State recent, AtomicInteger asked) implements AssignmentStore {
        @Override
        public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
            return store.assignmentsOf(organization, agent);
        }

        @Override
        public Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
            return Optional.of(recent.assignments());
        }

        @Override
        public Optional<State> recentStateOf(OrganizationId organization, AgentId agent, Set<Counter> counters) {
            return Optional.of(recent);
        }

        @Override
        public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
            return store.countersOf(organization, counters, at);
        }

        @Override
        public CountResult count(CountRequest request) {
            asked.incrementAndGet();
            return store.count(request);
        }
    }

    private CallGate gate(CallPolicy policy, CounterSnapshot counters, Assignment... remembered) {
        AssignmentStore.State recent = new AssignmentStore.State(List.of(remembered), counters, null);
        return CallGate.over(new Remembering(storage, recent, asked))
                .clock(Fixture.CLOCK)
                .policy(policy)
                .build();
    }

    private CallGate gate(CallPolicy policy, Assignment... remembered) {
        return gate(policy, CounterSnapshot.NONE, remembered);
    }

    private static List<String> codes(CallGate gate, CallRequest request) {
        return ((Refused) gate.decide(request))
                .reasons().stream().map(Reason::code).toList();
    }

    @Test
    @DisplayName("D10 a call is refused by a limit that is remembered as reached, without asking the store")
    void refusesByRememberedLimits() {
        assertEquals(List.of(Reason.DAILY_LIMIT_REACHED), codes(gate(POLICY, usedUp), REQUEST));
        CounterSnapshot full = new CounterSnapshot(
                Map.of(Counter.ofAgent(AGENT, ONE_A_DAY.kind()), new CounterValue(1, TODAY.atStartOfDay(), List.of())));
        assertEquals(List.of(Reason.AGENT_LIMIT_REACHED), codes(gate(POLICY.limits(ONE_A_DAY), full, stored), REQUEST));
        assertEquals(0, asked.get());
    }

    @Test
    @DisplayName("D10 a call is not refused by anything else that is remembered")
    void decidesOtherCallsByTheStore() {
        assertTrue(gate(POLICY, stored).decide(REQUEST).isAllowed());
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("D10 a number that was inactive, or was not assigned, is used as it is stored")
    void remembersNoNumbers() {
        Assignment inactive = usedUp.withNumber(stored.number().withStatus(NumberStatus.INACTIVE, Fixture.NOW));
        assertTrue(gate(POLICY, inactive).decide(REQUEST).isAllowed());
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("D10 an agent who had no number has the one that is stored")
    void remembersNoLackOfNumbers() {
        assertTrue(gate(POLICY).decide(REQUEST).isAllowed());
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName(
            "D9 D10 a call that is refused for another reason is refused by what is stored, not by the remembered limit")
    void namesStoredReasonsOnly() {
        CallPolicy closed = POLICY.rules(call -> Optional.of(new Reason("closed", "closed")));
        assertEquals(List.of("closed"), codes(gate(closed, usedUp), REQUEST));
        CallPolicy blocking = POLICY.tollRestriction(TollRestriction.standard().blockingPrefixes("+1202"));
        assertEquals(List.of(Reason.PREFIX_BLOCKED), codes(gate(blocking, usedUp), REQUEST));
        CallRequest toNobody = CallRequest.by(ACME, AGENT).to("nonsense");
        assertEquals(List.of(Reason.INVALID_DESTINATION), codes(gate(POLICY, usedUp), toNobody));
    }
}
