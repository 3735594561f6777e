package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.host.Text;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Map;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gate before a call and sets the decision as channel variables. Fails closed: every failure refuses the call, except an
 * emergency call, which is always allowed.
 */
final class DecideScript extends GateScript {
    private static final Logger LOG = LoggerFactory.getLogger(DecideScript.class);

    DecideScript(CallGate gate, @Nullable OrganizationId defaultOrganization) {
        super(gate, defaultOrganization);
    }

    @Override
    public void service(AgiRequest request, AgiChannel channel) throws AgiException {
        channel.setVariable(DecisionVariables.ALLOWED, DecisionVariables.NO);
        Variables.set(channel, decide(arguments(request, channel)));
    }

    private Map<String, String> decide(CallArguments call) throws AgiException {
        String number = "";
        CallRequest request;
        try {
            number = call.number();
            request = CallRequest.by(call.organization(), call.agent())
                    .to(number)
                    .callId(call.id().value());
        } catch (IllegalArgumentException e) {
            return failed(INVALID_REQUEST, number, e);
        }
        String dialed = number;
        return ask(() -> DecisionVariables.of(gate.decide(request)), (code, cause) -> failed(code, dialed, cause));
    }

    private static Map<String, String> failed(String code, String number, RuntimeException cause) {
        String problem = Text.oneLine(String.valueOf(cause.getMessage()));
        if (Destination.parse(number) instanceof Destination.Emergency emergency) {
            LOG.warn("an emergency call is allowed without a decision of the gate ({}): {}", code, problem);
            return DecisionVariables.of(Allowed.emergency(emergency.code()));
        }
        LOG.warn("a call is refused without a decision of the gate ({}): {}", code, problem);
        return DecisionVariables.closed(code);
    }
}
