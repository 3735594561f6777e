package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * What the journal holds of one allowed call: a call detail record (CDR). Immutable.
 *
 * @param call who called, from which number, when, and whether it was released or completed
 * @param outcome how it went; null unless it was completed
 */
public record CallRecord(AllowedCall call, @Nullable CallOutcome outcome) {
    /**
     * Requires the call.
     *
     * @throws IllegalArgumentException if a completed call has no outcome, or another one has
     */
    public CallRecord {
        if (call.isCompleted() != (outcome != null)) {
            throw new IllegalArgumentException("call %s %s"
                    .formatted(
                            call.callId(),
                            outcome == null
                                    ? "is completed, so its record needs the outcome"
                                    : "is not completed, so its record cannot have an outcome"));
        }
    }

    /** A call that was not completed. */
    public CallRecord(AllowedCall call) {
        this(call, null);
    }

    /** Returns whether the call can still be released or completed: it was neither. */
    public boolean isOpen() {
        return call.isOpen();
    }

    /** Returns when the call was completed, or null if it was not. */
    @Nullable
    public Instant completedAt() {
        return call.completedAt();
    }

    /** Returns the same call, completed. */
    public CallRecord completed(CallOutcome with, Instant at) {
        return new CallRecord(call.completed(at), Objects.requireNonNull(with, "outcome"));
    }
}
