package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A call in the journal. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallJson(
        String callId,
        Instant allowedAt,
        String from,
        String country,
        Map<String, String> attributes,
        boolean released,
        @Nullable String result,
        @Nullable Double talkSeconds) {
    static CallJson of(CallRecord record) {
        AllowedCall call = record.call();
        CallOutcome outcome = record.outcome();
        return new CallJson(
                call.callId().value(),
                call.at(),
                call.counted().number().e164().toString(),
                call.country(),
                call.attributes(),
                call.isReleased(),
                outcome == null ? null : outcome.result().name().toLowerCase(Locale.ROOT),
                outcome == null ? null : outcome.talkTime().toMillis() / 1e3);
    }
}
