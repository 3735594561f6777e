package dev.callgate.call;

import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * The call may be placed, and has been counted; unless it is an emergency call, which is never counted, or was only asked
 * about in advance.
 *
 * <p>Where {@link #repeated} is true, the same request was allowed before under the same call id, and was counted then. The host
 * may place the call only if it is certain that it did not place it after the earlier answer. A further attempt to reach the
 * called party is another call, and needs another id.
 *
 * @param to what to dial: a number in E.164 form, or an emergency number's digits
 * @param extension digits to send once the call is answered, or null
 * @param assignment what it was counted on, as it stands with this call; null for an emergency call
 * @param callId what to release or complete the call by; null where nothing is kept of it
 * @param repeated whether the same request was allowed before under this call id, so that nothing more was counted
 */
public record Allowed(
        String to,
        @Nullable String extension,
        @Nullable Assignment assignment,
        @Nullable CallId callId,
        boolean repeated)
        implements CallDecision {
    /** Requires what to dial. */
    public Allowed {
        Objects.requireNonNull(to, "to");
    }

    /** An emergency call. */
    public static Allowed emergency(String digits) {
        return new Allowed(digits, null, null, null, false);
    }

    /** Returns the number to show as caller ID; null for an emergency call, which shows the line's own number. */
    @Nullable
    public E164 from() {
        return assignment == null ? null : assignment.number().e164();
    }

    /** Returns whether this is an emergency call, which is allowed without asking the store, and not counted. */
    public boolean isEmergency() {
        return assignment == null;
    }
}
