package dev.callgate.examples.embedding.twilio;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Places calls through Twilio. Asks the gate first and shows the number that it returns. Thread-safe. */
public final class TwilioCalls {
    private final CallGate gate;
    private final TwilioRestClient twilio;
    private final URI answered;
    private final URI status;

    /**
     * Calls through a gate.
     *
     * @param answered what Twilio asks for the TwiML of an answered call
     * @param status what Twilio tells how a call ended
     */
    public TwilioCalls(CallGate gate, TwilioRestClient twilio, URI answered, URI status) {
        this.gate = gate;
        this.twilio = twilio;
        this.answered = answered;
        this.status = status;
    }

    /**
     * Calls, if the gate allows it. An emergency number is not called: Twilio needs a number with an emergency address for it.
     *
     * @param campaign the campaign that the call belongs to, by which the policy may limit calls
     * @param callId an id for this one call: asked again with it, nothing is counted or dialed
     * @return the decision of the gate
     * @throws ApiException if Twilio rejects the call; then it was released
     * @throws com.twilio.exception.ApiConnectionException if the outcome is unknown; then the call stays counted
     */
    public CallDecision call(OrganizationId organization, AgentId agent, String to, String campaign, String callId) {
        CallDecision decision = gate.decide(CallRequest.by(organization, agent)
                .to(to)
                .with("campaign", campaign)
                .callId(callId));
        if (decision instanceof Allowed allowed && allowed.from() != null && !allowed.repeated()) {
            dial(organization, callId, allowed.to(), allowed.from().toString());
        }
        return decision;
    }

    private void dial(OrganizationId organization, String callId, String to, String from) {
        try {
            Call.creator(new PhoneNumber(to), new PhoneNumber(from), answered)
                    .setStatusCallback(status + "?call=" + URLEncoder.encode(callId, StandardCharsets.UTF_8))
                    .create(twilio);
        } catch (ApiException e) {
            if (isRejected(e.getStatusCode())) {
                gate.release(organization, new CallId(callId));
            }
            throw e;
        }
    }

    /** Twilio understood, and does not call: 400 to 499. After a 500 it may. */
    private static boolean isRejected(@Nullable Integer httpStatus) {
        return httpStatus != null && httpStatus >= 400 && httpStatus < 500;
    }

    /**
     * Takes down how a call ended: the parameters of Twilio's status callback, after its signature was checked.
     *
     * @param callStatus CallStatus; one that is not final is passed over
     * @param callDuration CallDuration in seconds, of a completed call
     */
    public void ended(OrganizationId organization, String callId, String callStatus, @Nullable String callDuration) {
        CallOutcome outcome =
                switch (callStatus) {
                    case "completed" ->
                        CallOutcome.answered(
                                Duration.ofSeconds(callDuration == null ? 0 : Long.parseLong(callDuration)));
                    case "busy" -> CallOutcome.of(Result.BUSY);
                    case "no-answer", "canceled" -> CallOutcome.of(Result.NO_ANSWER);
                    case "failed" -> CallOutcome.of(Result.FAILED);
                    default -> null;
                };
        if (outcome != null) {
            gate.complete(organization, new CallId(callId), outcome);
        }
    }
}
