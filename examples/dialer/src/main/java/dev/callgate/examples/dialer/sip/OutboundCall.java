package dev.callgate.examples.dialer.sip;

import dev.callgate.call.Allowed;
import dev.callgate.model.E164;
import java.util.Objects;

/**
 * A call that the gate allowed, to be placed.
 *
 * @param callId the lead's call ID; the SIP Call-ID is made from it
 * @param from the number of the decision; the caller ID
 * @param to the dialed destination
 */
public record OutboundCall(String callId, E164 from, String to) {
    /** Returns the call for a decision; not for an emergency call, which has no caller ID: the dialer's policy allows none. */
    public static OutboundCall of(String callId, Allowed allowed) {
        return new OutboundCall(callId, Objects.requireNonNull(allowed.from(), "from"), allowed.to());
    }
}
