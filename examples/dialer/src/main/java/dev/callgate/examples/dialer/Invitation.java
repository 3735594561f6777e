package dev.callgate.examples.dialer;

import dev.callgate.call.Allowed;
import dev.callgate.model.E164;
import java.util.Objects;

/**
 * A call that the gate allowed, to be placed.
 *
 * @param callId the lead's call id, which becomes the SIP Call-ID
 * @param from the decision's number, shown as caller ID
 * @param to what is dialed
 */
record Invitation(String callId, E164 from, String to) {
    /** There is none of an emergency call, which has no caller ID and is not a dialer's to place. */
    static Invitation of(String callId, Allowed allowed) {
        return new Invitation(callId, Objects.requireNonNull(allowed.from(), "from"), allowed.to());
    }
}
