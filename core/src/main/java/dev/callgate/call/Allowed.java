package dev.callgate.call;

import dev.callgate.assignment.Assignment;
import dev.callgate.id.CallId;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * The call may be placed, and has been counted; unless it is an emergency call, which is never counted, or was only asked
 * about in advance.
 *
 * @param to what to dial: a number in E.164 form, or an emergency number's digits
 * @param extension digits to send once the call is answered, or null
 * @param assignment what it was counted on, as it stands with this call; null for an emergency call
 * @param callId what to release or complete the call by; null where nothing is kept of it
 */
public record Allowed(
        String to,
        @Nullable String extension,
        @Nullable Assignment assignment,
        @Nullable CallId callId) implements CallDecision {
    /** Requires what to dial. */
    public Allowed {
        Objects.requireNonNull(to, "to");
    }

    /** An emergency call. */
    public static Allowed emergency(String digits) {
        return new Allowed(digits, null, null, null);
    }

    /** Returns the number to show as caller ID; null for an emergency call, which shows the line's own number. */
    @Nullable
    public E164 from() {
        return assignment == null ? null : assignment.number().e164();
    }

    /** Tells whether this is an emergency call: let through unasked and uncounted. */
    public boolean isEmergency() {
        return assignment == null;
    }
}
