package dev.callgate.call;

import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;

/**
 * The decision that the call may be placed. The call has been counted, unless it is an emergency call, which is never
 * counted, or the request was only a preview. Immutable.
 *
 * <p>If {@link #repeated} is true, the same request was already allowed and counted under the same call ID. The host
 * may place the call only if it is certain that it did not place it after the earlier decision. Another attempt to
 * reach the called party is another call and needs another call ID.
 *
 * @param to the destination to dial: a number in E.164 form, or the digits of an emergency number
 * @param extension the digits to send once the call is answered, or null if there is no extension
 * @param assignment the assignment that the call was counted on, including this call; null for an emergency call
 * @param callId the ID by which the call can be released or completed; null if the call is not recorded in the journal
 * @param repeated whether the same request was already allowed under this call ID, in which case nothing more was
 *     counted
 * @param limits how much of the policy's limits is used, including this call; empty for a repeated call
 */
public record Allowed(
        String to,
        @Nullable String extension,
        @Nullable Assignment assignment,
        @Nullable CallId callId,
        boolean repeated,
        List<LimitUsage> limits)
        implements CallDecision {
    /** Requires the destination, and copies the limits. */
    public Allowed {
        Objects.requireNonNull(to, "to");
        limits = List.copyOf(limits);
    }

    /** Returns the decision that allows an emergency call. */
    public static Allowed emergency(String digits) {
        return new Allowed(digits, null, null, null, false, List.of());
    }

    /** Returns the caller ID; null for an emergency call, which uses the line's own number. */
    @Nullable
    public E164 from() {
        return assignment == null ? null : assignment.number().e164();
    }

    /** Returns whether this is an emergency call, which is allowed without access to the store and is not counted. */
    public boolean isEmergency() {
        return assignment == null;
    }
}
