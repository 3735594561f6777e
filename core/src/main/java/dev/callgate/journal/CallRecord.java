package dev.callgate.journal;

import dev.callgate.assignment.GrantedCall;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What the journal holds of one allowed call: a call detail record (CDR). Immutable.
 *
 * @param call who called, from which number, when, and whether it was given back
 * @param outcome how it went; null while nobody said
 * @param completedAt when that was said; null while nobody did
 */
public record CallRecord(
        GrantedCall call,
        @Nullable CallOutcome outcome,
        @Nullable Instant completedAt) {
    /** Requires the call; cuts the time to the microsecond, which is what every store keeps. */
    public CallRecord {
        Objects.requireNonNull(call, "call");
        completedAt = completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** A call of which nobody has said how it went. */
    public CallRecord(GrantedCall call) {
        this(call, null, null);
    }

    /** Tells whether it can still be released or completed: it was neither. */
    public boolean isOpen() {
        return outcome == null && !call.isReleased();
    }

    /** Returns the same call, completed. */
    public CallRecord completed(CallOutcome with, Instant at) {
        return new CallRecord(call, Objects.requireNonNull(with, "outcome"), at);
    }
}
