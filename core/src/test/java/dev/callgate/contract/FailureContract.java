package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.Counter;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** If a store cannot reach its data, no call is allowed, and a call is counted on all layers or on none. */
@Needs(Ability.FAILURE)
abstract class FailureContract extends ContractTests {
    /** More steps than any decision takes; a decision that never succeeds fails the test here. */
    private static final int STEPS = 200;

    private static final Limit[] LIMITS = {
        Limit.calls(5).perNumber().aDay(),
        Limit.calls(5).perAgent().aDay(),
        Limit.calls(1_000).perOrganization().aDay()
    };

    private static final Limit[] NO_LIMITS = {};

    private Fixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new Fixture(tested);
    }

    private static CallGate gate(AssignmentStore store, Limit... limits) {
        return CallGate.over(store)
                .clock(Fixture.CLOCK)
                .policy(CallPolicy.inUtc().limits(limits))
                .build();
    }

    /** Fails at each step of a decision in turn, each time for another agent, until a decision succeeds. */
    private void failAtEachStep(Limit[] limits, UnaryOperator<CallRequest> change, Consumer<AgentId> afterFailure) {
        for (int step = 0; step < STEPS; step++) {
            AgentId agent = Fixture.agent(step);
            Assignment assignment =
                    fixture.assign(agent, step, Terms.dailyLimit(5).countries("US"));
            CallRequest request = change.apply(request(agent));
            CallGate gate = gate(tested.failingAt(step), limits);
            try {
                assertTrue(gate.decide(request).isAllowed(), "a failure is not a refusal");
            } catch (StoreException e) {
                int counted = fixture.stored(assignment).callsMadeToday();
                int most = e instanceof StoreException.OutcomeUnknown ? 1 : 0;
                assertTrue(counted <= most, () -> "%d calls are counted after %s".formatted(counted, e));
                afterFailure.accept(agent);
                continue;
            }
            assertEquals(1, fixture.stored(assignment).callsMadeToday());
            assertTrue(step > 0, "a store that fails at its first step cannot count");
            return;
        }
        fail("no decision makes it through in " + STEPS + " steps");
    }

    private CallRequest request(AgentId agent) {
        return CallRequest.by(fixture.organization, agent).to(Fixture.IN_WASHINGTON.toString());
    }

    private int callsOf(AgentId agent) {
        return tested.store().assignmentsOf(fixture.organization, agent).stream()
                .mapToInt(Assignment::callsMadeToday)
                .sum();
    }

    @Test
    @DisplayName(
            "D4 at whatever step the store fails, the call is not allowed, and is counted only if the outcome is unknown")
    void countsOrReportsThatItDidNot() {
        failAtEachStep(NO_LIMITS, request -> request, agent -> assertTrue(callsOf(agent) <= 1));
    }

    @Test
    @Needs(Ability.LIMITS)
    @DisplayName("D4 D2 at whatever step the store fails, the call is counted on every layer or on none")
    void countsOnAllCountersOrNone() {
        failAtEachStep(LIMITS, request -> request, agent -> assertEquals(callsOf(agent), limitedCallsOf(agent)));
    }

    private long limitedCallsOf(AgentId agent) {
        return fixture.counted(Counter.ofAgent(agent, Fixture.A_DAY), Fixture.DAY);
    }

    @Test
    @Needs(Ability.CALL_IDS)
    @DisplayName("D4 D5 at whatever step the store fails, the request can be repeated with its ID, and is counted once")
    void retryCountsOnce() {
        failAtEachStep(NO_LIMITS, request -> request.callId("c-" + request.agent()), agent -> {
            CallRequest again = request(agent).callId("c-" + agent);
            assertTrue(gate(tested.store()).decide(again).isAllowed());
            assertEquals(1, callsOf(agent));
        });
    }

    @Test
    @DisplayName("D4 a store that cannot reach its data throws for reads, previews and counts")
    void throwsIfDataIsUnavailable() {
        Assignment assignment =
                fixture.assign(fixture.agent, 1, Terms.dailyLimit(5).countries("US"));
        AssignmentStore failing = tested.failingAt(0);
        CallDay day = new CallDay(Fixture.DAY, ZoneOffset.UTC);
        assertThrows(StoreException.class, () -> failing.assignmentsOf(fixture.organization, fixture.agent));
        assertThrows(
                StoreException.class, () -> failing.count(new CountRequest(assignment, Fixture.IN_WASHINGTON, day)));
        assertThrows(StoreException.class, () -> gate(failing).preview(request(fixture.agent)));
        assertEquals(0, fixture.stored(assignment).callsMadeToday());
    }

    @Test
    @DisplayName("D7 an emergency call does not wait for a store that cannot reach its data")
    void allowsEmergencyCalls() {
        CallRequest emergency =
                CallRequest.by(fixture.organization, fixture.agent).to("911");
        assertTrue(gate(tested.failingAt(0)).decide(emergency).isAllowed());
    }
}
