package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.host.Text;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.util.Locale;
import java.util.Optional;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the gate how a call went, when its channel is hung up; a call that was never placed is given back. What cannot be told
 * leaves the call as it is: counted, and open in the journal.
 */
final class CompleteScript implements AgiScript {
    static final String OUTCOME = "CALLGATE_OUTCOME";

    private static final Logger LOG = LoggerFactory.getLogger(CompleteScript.class);

    private final CallGate gate;

    @Nullable
    private final OrganizationId usual;

    CompleteScript(CallGate gate, @Nullable OrganizationId usual) {
        this.gate = gate;
        this.usual = usual;
    }

    @Override
    public void service(AgiRequest request, AgiChannel channel) throws AgiException {
        channel.setVariable(
                OUTCOME,
                ended(
                        new CallArguments(request, channel, usual),
                        DialResult.of(channel).outcome()));
    }

    private String ended(CallArguments call, Optional<CallOutcome> outcome) throws AgiException {
        OrganizationId organization;
        CallId id;
        try {
            organization = call.organization();
            id = call.id();
        } catch (IllegalArgumentException e) {
            return untold("invalid_request", e);
        }
        try {
            Optional<CallRecord> ended = outcome.isPresent()
                    ? gate.complete(organization, id, outcome.get())
                    : gate.release(organization, id);
            return ended.map(CompleteScript::word).orElse("");
        } catch (StoreException.OutcomeUnknown e) {
            return untold("outcome_unknown", e);
        } catch (StoreException e) {
            return untold("store_unavailable", e);
        } catch (RuntimeException e) {
            LOG.error("the gate failed", e);
            return untold("error", e);
        }
    }

    /** Returns what the journal holds now, which is what was told first. */
    private static String word(CallRecord call) {
        CallOutcome outcome = call.outcome();
        return outcome == null ? "released" : outcome.result().name().toLowerCase(Locale.ROOT);
    }

    private static String untold(String code, RuntimeException cause) {
        LOG.warn(
                "the gate was not told how a call went ({}): {}",
                code,
                Text.oneLine(String.valueOf(cause.getMessage())));
        return code;
    }
}
