package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.time.Duration;

/**
 * Reports the outcome of a call: answered, abandoned, not_interested, opted_out, busy, no_answer, failed or rejected; or its SIP
 * status.
 */
record CompleteCall(
        @Nullable String callId,
        @Nullable String result,
        @Nullable Integer sipStatus,
        @Nullable Double talkSeconds,
        @Nullable String answeredBy) {
    CallOutcome outcome() {
        if (result == null && sipStatus != null) {
            return CallOutcome.ofSipStatus(sipStatus);
        }
        CallOutcome.Result known =
                RequestValues.constant(CallOutcome.Result.class, "result", RequestValues.required("result", result));
        double seconds = talkSeconds == null ? 0 : talkSeconds;
        if (Double.isNaN(seconds)) {
            throw Problem.invalid("talk_seconds", "talk_seconds must be a number of seconds, not NaN");
        }
        Duration talked = Duration.ofMillis(Math.round(seconds * 1e3));
        CallOutcome outcome = new CallOutcome(known, talked, null, sipStatus, null);
        return answeredBy == null
                ? outcome
                : outcome.by(RequestValues.constant(CallOutcome.AnsweredBy.class, "answered_by", answeredBy));
    }
}
