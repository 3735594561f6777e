package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emergency calls of an organization whose policy cannot be looked up. */
class EmergencyWithoutPolicyTest {
    private final IllegalStateException failure = new IllegalStateException("the policies cannot be read");
    private final CallGate gate = CallGate.over(InMemoryStorage.create())
            .policies(organization -> {
                throw failure;
            })
            .build();
    private final CallRequest.Caller caller = CallRequest.by(new OrganizationId("acme"), new AgentId("agent-7"));

    @ParameterizedTest
    @ValueSource(strings = {"911", "112 x1", "911,5", "911#", "\u202a911\u202c", "\"Help\" <sip:911@host>", "999w1"})
    @DisplayName("D7 an emergency call goes through where the look-up of the policy fails, parsed before or not")
    void emergency(String dialed) {
        for (CallRequest request : new CallRequest[] {
            caller.to(dialed),
            caller.to(Destination.parse(dialed)),
            caller.to(dialed).callId("one")
        }) {
            for (CallDecision decision : new CallDecision[] {gate.decide(request), gate.preview(request)}) {
                Allowed allowed = assertInstanceOf(Allowed.class, decision);
                assertTrue(allowed.isEmergency());
                assertEquals(3, allowed.to().length());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12025550123", "911555", "+1911", "*911", "411"})
    @DisplayName("D4 no other call goes through where the look-up of the policy fails")
    void noEmergency(String dialed) {
        for (CallRequest request : new CallRequest[] {caller.to(dialed), caller.to(Destination.parse(dialed))}) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.decide(request)));
            assertSame(failure, assertThrows(IllegalStateException.class, () -> gate.preview(request)));
        }
    }
}
