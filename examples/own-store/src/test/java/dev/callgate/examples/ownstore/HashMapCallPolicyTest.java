package dev.callgate.examples.ownstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.CallPolicyContract;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Caps;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HashMapCallPolicyTest extends CallPolicyContract {
    private final StoreUnderTest store = new HashMapAdministration();

    @Override
    protected StoreUnderTest storeUnderTest() {
        return store;
    }

    @Test
    @DisplayName(
            "D4 a store that counts on assignments only allows nothing where there are caps or call ids, and says why")
    void knowsNoCaps() {
        OrganizationId organization = new OrganizationId("acme");
        AgentId agent = new AgentId("agent-7");
        store.assign(organization, agent, E164.of("+12025550123"), Terms.forCountries("US"));
        CallGate gate = CallGate.over(store.store())
                .policy(CallPolicy.inUtc().caps(Caps.none().perAgent(5)))
                .build();
        CallRequest request = CallRequest.by(organization, agent).to("+12025550199");
        assertTrue(assertThrows(UnsupportedOperationException.class, () -> gate.decide(request))
                .getMessage()
                .contains("HashMapStore"));
        assertThrows(UnsupportedOperationException.class, () -> gate.preview(request));
        CallGate uncapped = CallGate.over(store.store()).build();
        assertThrows(UnsupportedOperationException.class, () -> uncapped.decide(request.callId("c-1")));
        assertThrows(UnsupportedOperationException.class, () -> uncapped.release(organization, new CallId("c-1")));
        assertEquals(0, store.store().assignmentsOf(organization, agent).get(0).callsMadeToday());
    }
}
