package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A call that was allowed, in its current state. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallResponse(
        boolean success,
        String callId,
        String from,
        LocalDate day,
        Map<String, String> attributes,
        boolean released,
        @Nullable String result,
        @Nullable Double talkSeconds) {
    static CallResponse of(CallRecord call) {
        CallOutcome outcome = call.outcome();
        return new CallResponse(
                true,
                call.call().callId().value(),
                call.call().counted().number().e164().toString(),
                Objects.requireNonNull(call.call().counted().lastResetDate()),
                call.call().attributes(),
                call.call().isReleased(),
                outcome == null ? null : outcome.result().name().toLowerCase(Locale.ROOT),
                outcome == null ? null : outcome.talkTime().toMillis() / 1e3);
    }
}
