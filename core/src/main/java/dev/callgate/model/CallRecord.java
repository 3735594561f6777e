package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * The journal's record of one allowed call: a call detail record (CDR). Immutable.
 *
 * @param call the call: its agent, number and time, and whether it was released or completed
 * @param outcome the outcome; null unless the call was completed
 */
public record CallRecord(AllowedCall call, @Nullable CallOutcome outcome) {
    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if a completed call has no outcome, or if a call that was not completed has one
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

    /** Creates the record of a call that was not completed. */
    public CallRecord(AllowedCall call) {
        this(call, null);
    }

    /** Returns whether the call can still be released or completed, because it was neither so far. */
    public boolean isOpen() {
        return call.isOpen();
    }

    /** Returns when the call was completed, or null if it was not. */
    @Nullable
    public Instant completedAt() {
        return call.completedAt();
    }

    /** Returns the record of the completed call. */
    public CallRecord completed(CallOutcome with, Instant at) {
        return new CallRecord(call.completed(at), Objects.requireNonNull(with, "outcome"));
    }
}
