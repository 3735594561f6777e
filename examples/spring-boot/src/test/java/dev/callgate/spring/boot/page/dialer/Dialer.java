package dev.callgate.spring.boot.page.dialer;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.OrganizationId;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** A service of the page: it asks the gate before a call, and reports the outcome after it. */
@Service
public class Dialer {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private final CallGate gate;

    Dialer(CallGate gate) {
        this.gate = gate;
    }

    /** Returns the call to place; empty if it is refused, or was allowed before and may have been placed. */
    public Optional<Allowed> ask(String agent, String to, String callId) {
        var request = CallRequest.by(ACME, new AgentId(agent)).to(to).callId(callId);
        return gate.decide(request) instanceof Allowed allowed && !allowed.repeated()
                ? Optional.of(allowed)
                : Optional.empty();
    }

    public void ended(String callId, CallOutcome outcome) {
        gate.complete(ACME, new CallId(callId), outcome);
    }
}
