package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * What the policy says about a call that is not placed.
 *
 * @param to the number that would be called, if it is one that can be
 * @param from the numbers that the call may be placed from, the first choice first, at most 10; empty for an emergency call, which
 *     shows the line's own
 * @param reasons why it is refused; empty if it is allowed
 * @param nextAllowed when it could be allowed, if that is known
 * @param isFinal whether waiting does not help
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckedCall(
        boolean success,
        boolean allowed,
        boolean emergency,
        @Nullable String to,
        List<String> from,
        List<CheckedReason> reasons,
        @Nullable Instant nextAllowed,
        @JsonProperty("final") boolean isFinal,
        List<LimitJson> limits) {
    static CheckedCall of(CallDecision decision, List<String> from) {
        if (decision instanceof Allowed allowed) {
            return new CheckedCall(
                    true,
                    true,
                    allowed.isEmergency(),
                    allowed.to(),
                    from,
                    List.of(),
                    null,
                    false,
                    LimitJson.listOf(allowed.limits()));
        }
        Refused refused = (Refused) decision;
        return new CheckedCall(
                true,
                false,
                false,
                null,
                List.of(),
                refused.reasons().stream().map(CheckedReason::of).toList(),
                refused.nextAllowed(),
                refused.isFinal(),
                LimitJson.listOf(refused.limits()));
    }
}
