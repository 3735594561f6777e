package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything that the journal keeps of a call.
 *
 * @param callOfDay which call of the agent from this number it was, on its day
 * @param counts what the call was counted on besides that
 * @param answeredBy who answered; missing if that is unknown or nobody did
 * @param sipStatus the final SIP response; missing if there was none
 * @param q850Cause the ITU-T Q.850 cause; missing if there was none
 * @param endedAt when it was released or completed; missing if it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallRecordResponse(
        boolean success,
        CallJson call,
        int callOfDay,
        List<CallCountJson> counts,
        @Nullable String answeredBy,
        @Nullable Integer sipStatus,
        @Nullable Integer q850Cause,
        @Nullable Instant endedAt) {
    static CallRecordResponse of(CallRecord record, @Nullable Instant liveUntil) {
        AllowedCall call = record.call();
        CallOutcome outcome = record.outcome();
        return new CallRecordResponse(
                true,
                CallJson.of(record, liveUntil),
                call.counted().callsMadeToday(),
                call.counts().stream().map(CallCountJson::of).toList(),
                outcome == null || outcome.answeredBy() == null
                        ? null
                        : outcome.answeredBy().name().toLowerCase(Locale.ROOT),
                outcome == null ? null : outcome.sipStatus(),
                outcome == null ? null : outcome.q850Cause(),
                Stream.of(call.releasedAt(), call.completedAt())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }
}
