package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.host.Text;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.util.Map;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gate before a call, and sets the answer as channel variables. Fails closed: whatever goes wrong is a refusal, except
 * of an emergency call, which is let through.
 */
final class DecideScript implements AgiScript {
    private static final Logger LOG = LoggerFactory.getLogger(DecideScript.class);

    private final CallGate gate;

    @Nullable
    private final OrganizationId usual;

    DecideScript(CallGate gate, @Nullable OrganizationId usual) {
        this.gate = gate;
        this.usual = usual;
    }

    @Override
    public void service(AgiRequest request, AgiChannel channel) throws AgiException {
        channel.setVariable(DecisionVariables.ALLOWED, DecisionVariables.NO);
        Variables.set(channel, answer(new CallArguments(request, channel, usual)));
    }

    private Map<String, String> answer(CallArguments call) throws AgiException {
        String number = "";
        CallRequest request;
        try {
            number = call.number();
            request = CallRequest.by(call.organization(), call.agent())
                    .to(number)
                    .callId(call.id().value());
        } catch (IllegalArgumentException e) {
            return unanswered("invalid_request", number, e);
        }
        try {
            return DecisionVariables.of(gate.decide(request));
        } catch (StoreException.OutcomeUnknown e) {
            return unanswered("outcome_unknown", number, e);
        } catch (StoreException e) {
            return unanswered("store_unavailable", number, e);
        } catch (RuntimeException e) {
            LOG.error("the gate failed", e);
            return unanswered("error", number, e);
        }
    }

    private static Map<String, String> unanswered(String code, String number, RuntimeException cause) {
        String problem = Text.oneLine(String.valueOf(cause.getMessage()));
        if (Destination.parse(number) instanceof Destination.Emergency emergency) {
            LOG.warn("an emergency call is let through, though not by the gate ({}): {}", code, problem);
            return DecisionVariables.of(Allowed.emergency(emergency.code()));
        }
        LOG.warn("a call is refused, though not by the gate ({}): {}", code, problem);
        return DecisionVariables.closed(code);
    }
}
