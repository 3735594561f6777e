package dev.callgate.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store has by default. */
class AssignmentStoreTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final CallId CALL = new CallId("call");
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final Counter A_DAY = Counter.ofOrganization(Counter.Kind.parse("calls/day"));
    private static final Assignment ASSIGNMENT =
            Assignment.of(ACME, AGENT, E164.of("+12025550100"), Terms.forCountries("US"));
    private static final CounterSnapshot COUNTERS = new CounterSnapshot(
            Map.of(A_DAY, new CounterValue(3, LocalDate.of(2026, 3, 2).atStartOfDay(), List.of())));

    private static AllowedCall earlier() {
        CountRequest request = new CountRequest(
                ASSIGNMENT,
                E164.of("+12025550199"),
                new CallDay(LocalDate.of(2026, 3, 2), ZoneOffset.UTC),
                NOW,
                null,
                List.of(),
                new CountRequest.JournalEntry(CALL, new CallFingerprint("00000"), null, Map.of(), Set.of()));
        return request.allowedCall(ASSIGNMENT, CounterSnapshot.NONE);
    }

    /** A store of one assignment, one counter and one call, which fails if it is asked for nothing. */
    private static AssignmentStore store(AllowedCall call) {
        return new AssignmentStore() {
            @Override
            public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
                return List.of(ASSIGNMENT);
            }

            @Override
            public CountResult count(CountRequest request) {
                throw new AssertionError("reading does not count");
            }

            @Override
            public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
                assertEquals(Set.of(A_DAY), counters);
                assertEquals(NOW, at);
                return COUNTERS;
            }

            @Override
            public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
                assertEquals(CALL, callId);
                return Optional.of(call);
            }
        };
    }

    @Test
    @DisplayName(
            "D5, D9 what a refusal rests on is read in full: the assignments, the counters, and the call of the ID")
    void readsWhatARefusalRestsOn() {
        AllowedCall call = earlier();
        AssignmentStore.State state = store(call).stateOf(ACME, AGENT, Set.of(A_DAY), NOW, CALL);
        assertEquals(List.of(ASSIGNMENT), state.assignments());
        assertEquals(COUNTERS, state.counters());
        assertSame(call, state.call());
    }

    @Test
    @DisplayName("D4 a store without counters and calls is not asked for them")
    void readsNothingThatIsNotAskedFor() {
        AssignmentStore.State state = store(earlier()).stateOf(ACME, AGENT, Set.of(), NOW, null);
        assertEquals(List.of(ASSIGNMENT), state.assignments());
        assertEquals(CounterSnapshot.NONE, state.counters());
        assertNull(state.call());
    }
}
