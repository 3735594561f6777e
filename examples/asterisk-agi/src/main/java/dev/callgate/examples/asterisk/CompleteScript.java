package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.host.Text;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Locale;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes a call with its outcome when its channel hangs up; releases a call that was never placed. If that fails, the call stays as
 * it is: counted, and open in the journal.
 */
final class CompleteScript extends GateScript {
    static final String OUTCOME = "CALLGATE_OUTCOME";

    private static final Logger LOG = LoggerFactory.getLogger(CompleteScript.class);

    CompleteScript(CallGate gate, @Nullable OrganizationId defaultOrganization) {
        super(gate, defaultOrganization);
    }

    @Override
    public void service(AgiRequest request, AgiChannel channel) throws AgiException {
        channel.setVariable(
                OUTCOME, end(arguments(request, channel), DialResult.of(channel).outcome()));
    }

    private String end(CallArguments call, Optional<CallOutcome> outcome) throws AgiException {
        OrganizationId organization;
        CallId id;
        try {
            organization = call.organization();
            id = call.id();
        } catch (IllegalArgumentException e) {
            return failed(INVALID_REQUEST, e);
        }
        return ask(
                () -> end(organization, id, outcome).map(CompleteScript::word).orElse(""), CompleteScript::failed);
    }

    private Optional<CallRecord> end(OrganizationId organization, CallId id, Optional<CallOutcome> outcome) {
        return outcome.isPresent() ? gate.complete(organization, id, outcome.get()) : gate.release(organization, id);
    }

    /** Returns the state in the journal, which is the first one recorded. */
    private static String word(CallRecord call) {
        CallOutcome outcome = call.outcome();
        return outcome == null ? "released" : outcome.result().name().toLowerCase(Locale.ROOT);
    }

    private static String failed(String code, RuntimeException cause) {
        LOG.warn(
                "the outcome of a call was not recorded ({}): {}",
                code,
                Text.oneLine(String.valueOf(cause.getMessage())));
        return code;
    }
}
