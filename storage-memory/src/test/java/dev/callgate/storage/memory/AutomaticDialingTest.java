package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Limit;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emergency numbers on the list of an automatic dialer, and dialed by a person next to it. */
class AutomaticDialingTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final String WASHINGTON = "+12025550199";
    private static final CallPolicy PEOPLE = CallPolicy.inUtc().region("US");
    private static final CallPolicy DIALER = PEOPLE.automaticDialing();

    private static CallRequest request(String to) {
        return CallRequest.by(ACME, AGENT).to(to);
    }

    private static CallGate.Builder gate(AssignmentStore store) {
        return CallGate.over(store).clock(Fixture.CLOCK);
    }

    /** A store that is down. */
    private static final class NoStore implements AssignmentStore {
        @Override
        public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
            throw new StoreException.NotApplied("the store is down", null);
        }

        @Override
        public CountResult count(CountRequest request) {
            throw new StoreException.NotApplied("the store is down", null);
        }
    }

    private static void assertRefused(CallDecision decision, String number) {
        Refused refused = assertInstanceOf(Refused.class, decision);
        assertEquals(
                List.of(new Reason(
                        "emergency_number_dialed_automatically",
                        "an automatic dialer must not call emergency number %s: remove it from the list of calls"
                                .formatted(number))),
                refused.reasons());
        assertTrue(refused.isFinal());
        assertNull(refused.nextAllowed());
        assertEquals(0, refused.remaining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "9-1-1", "911,5", "911#", "\u202a911\u202c", "\"Help\" <sip:911@host>", "tel:911"})
    @DisplayName("D7 an automatic call to an emergency number is refused for good in every form, without the store")
    void refusesEmergencyNumbers(String dialed) {
        CallGate gate = gate(new NoStore()).policy(DIALER).build();
        for (CallRequest request : List.of(
                request(dialed),
                request(dialed).callId("one"),
                CallRequest.by(ACME, AGENT).to(Destination.parse(dialed, "US")))) {
            assertRefused(gate.decide(request), "911");
            assertRefused(gate.preview(request), "911");
        }
        assertThrows(StoreException.NotApplied.class, () -> gate.decide(request(WASHINGTON)));
    }

    @Test
    @DisplayName("D7 emergency numbers of an automatic dialer are those of its region, 112 and 911")
    void refusesThoseOfTheRegion() {
        CallGate british = gate(new NoStore()).policy(DIALER.region("GB")).build();
        assertRefused(british.decide(request("999")), "999");
        assertRefused(british.decide(request("112")), "112");
        assertRefused(british.decide(request("911")), "911");
    }

    @Test
    @DisplayName("D2 D7 next to an automatic dialer, a person may call for help, and limits count the calls of both")
    void twoGatesOverOneStore() {
        InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550100"),
                        Terms.dailyLimit(10).countries("US"));
        CallPolicy shared = PEOPLE.limits(Limit.calls(2).perAgent().aDay());
        CallGate people = gate(storage).policy(shared).build();
        CallGate dialer = gate(storage).policy(shared.automaticDialing()).build();
        assertTrue(people.decide(request(WASHINGTON)).isAllowed());
        assertTrue(dialer.decide(request(WASHINGTON)).isAllowed());
        for (CallGate gate : List.of(people, dialer)) {
            Refused refused = assertInstanceOf(Refused.class, gate.decide(request(WASHINGTON)));
            assertEquals(Reason.AGENT_LIMIT_REACHED, refused.cause().code());
        }
        assertRefused(dialer.decide(request("911")), "911");
        Allowed help = assertInstanceOf(Allowed.class, people.decide(request("911")));
        assertTrue(help.isEmergency());
        assertEquals(2, storage.assignmentsOf(ACME, AGENT).get(0).callsMadeToday());
    }

    @Test
    @DisplayName("T1 listeners are told of a refused emergency call at once, also in a transaction that never commits")
    void tellsListeners() {
        List<CallDecision> told = new ArrayList<>();
        CallGate gate = gate(new NoStore())
                .policy(DIALER)
                .listener(new CallListener() {
                    @Override
                    public void decided(CallRequest request, CallDecision decision, Duration took) {
                        told.add(decision);
                    }
                })
                .build();
        CallDecision alone = gate.decide(request("911"));
        CallDecision uncommitted = gate.withStore(new NoStore(), never -> {}).decide(request("911"));
        gate.preview(request("911"));
        assertEquals(List.of(alone, uncommitted), told);
        assertRefused(uncommitted, "911");
    }

    @Test
    @DisplayName(
            "D7 if no policy can be found, nobody knows that a call is automatic, and an emergency call is allowed")
    void withoutPolicy() {
        CallGate lost = gate(new NoStore()).policies(organization -> null).build();
        assertTrue(lost.decide(request("911")).isAllowed());
        CallGate inconsistent = gate(new NoStore())
                .policies(organization -> DIALER.limits(Limit.florida()))
                .build();
        assertRefused(inconsistent.decide(request("911")), "911");
    }

    @Test
    @DisplayName("D9 emergency lines with ordinary numbers are refused where the host lists them")
    void blockedEmergencyLines() {
        InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550100"),
                        Terms.dailyLimit(10).countries("US"));
        E164 poisonControl = E164.of("+18002221222");
        CallGate dialer = gate(storage)
                .policy(DIALER.rules(CallRule.blocked(poisonControl::equals)))
                .build();
        Refused refused = assertInstanceOf(Refused.class, dialer.decide(request("1-800-222-1222")));
        assertEquals(Reason.CALLEE_BLOCKED, refused.cause().code());
        assertTrue(dialer.decide(request(WASHINGTON)).isAllowed());
        assertFalse(gate(storage).policy(DIALER).build().decide(request("112")).isAllowed());
    }
}
