package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * A call in the journal.
 *
 * @param day on which it counts, in the organization's zone
 * @param to the called number as it is kept: in full, or as a hash; missing if none is kept
 * @param state {@code open}, {@code released} or {@code completed}
 * @param liveUntil until when an open call counts on limits of calls at once; missing if it counts on none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallJson(
        String callId,
        String agentId,
        LocalDate day,
        Instant allowedAt,
        String from,
        @Nullable String to,
        String country,
        Map<String, String> attributes,
        String state,
        boolean released,
        @Nullable String result,
        @Nullable Double talkSeconds,
        @Nullable Instant liveUntil) {
    static CallJson of(CallRecord call) {
        return of(call, null);
    }

    static CallJson of(CallRecord record, @Nullable Instant liveUntil) {
        AllowedCall call = record.call();
        CallOutcome outcome = record.outcome();
        return new CallJson(
                call.callId().value(),
                call.counted().agent().value(),
                call.day(),
                call.at(),
                call.counted().number().e164().toString(),
                call.callee() == null ? null : call.callee().value(),
                call.country(),
                call.attributes(),
                state(record),
                call.isReleased(),
                outcome == null ? null : outcome.result().name().toLowerCase(Locale.ROOT),
                outcome == null ? null : outcome.talkTime().toMillis() / 1e3,
                liveUntil);
    }

    private static String state(CallRecord record) {
        if (record.isOpen()) {
            return "open";
        }
        return record.call().isReleased() ? "released" : "completed";
    }
}
