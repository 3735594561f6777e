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
 * The decision; if the call is refused, with all reasons.
 *
 * @param cause the code of the reason that represents a refusal, the first one
 * @param isFinal whether waiting does not help
 * @param limits how much of the policy's limits is used
 * @param from the caller ID; null for an emergency call, which shows the line's own
 * @param repeated whether the same request was allowed before under its call ID: place the call only if it was not placed then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionResponse(
        boolean success,
        boolean allowed,
        @Nullable Boolean emergency,
        @Nullable String from,
        @Nullable String to,
        @Nullable String extension,
        @Nullable String callId,
        @Nullable Boolean repeated,
        @Nullable String cause,
        @JsonProperty("final") @Nullable Boolean isFinal,
        @Nullable List<RefusalReason> reasons,
        @Nullable Instant nextAllowed,
        @Nullable Long remaining,
        List<LimitJson> limits) {
    static DecisionResponse of(CallDecision decision) {
        if (decision instanceof Allowed allowed) {
            return new DecisionResponse(
                    true,
                    true,
                    allowed.isEmergency(),
                    text(allowed.from()),
                    allowed.to(),
                    allowed.extension(),
                    text(allowed.callId()),
                    allowed.repeated(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    LimitJson.listOf(allowed.limits()));
        }
        Refused refused = (Refused) decision;
        List<RefusalReason> reasons = refused.reasons().stream()
                .map(each -> new RefusalReason(each.code(), each.message(), each.until()))
                .toList();
        return new DecisionResponse(
                true,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                refused.cause().code(),
                refused.isFinal(),
                reasons,
                refused.nextAllowed(),
                refused.remaining(),
                LimitJson.listOf(refused.limits()));
    }

    @Nullable
    private static String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
