package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * A call that was allowed under a call ID, the counters that it was counted on, and whether it has ended. Immutable.
 *
 * @param callId the host's ID, or one that the gate generated
 * @param counted the assignment immediately after this call was counted
 * @param at when it was counted
 * @param counters the other counters that it was counted on
 * @param country the called number's region, by {@link dev.callgate.model.E164#region}
 * @param callee the called number in the form in which the organization stores it; null if it stores none or the callee
 *     was erased
 * @param attempt whether it was counted as an attempt to call the callee
 * @param fingerprint the value that other requests under the same ID are compared with; null once the call has ended or
 *     its callee was erased, after which no request is allowed under the ID
 * @param releasedAt when it was released; null if it was not
 * @param completedAt when it was completed; null if it was not
 */
public record AllowedCall(
        CallId callId,
        Assignment counted,
        Instant at,
        Set<Counter> counters,
        String country,
        @Nullable CalleeKey callee,
        boolean attempt,
        @Nullable CallFingerprint fingerprint,
        @Nullable Instant releasedAt,
        @Nullable Instant completedAt) {
    /** Validates the values and truncates the times to the microsecond, the precision of every store. */
    public AllowedCall {
        Objects.requireNonNull(callId, "call id");
        Objects.requireNonNull(counted, "counted");
        at = Micros.of(at);
        counters = Set.copyOf(counters);
        Objects.requireNonNull(country, "country");
        releasedAt = toMicros(releasedAt);
        completedAt = toMicros(completedAt);
    }

    @Nullable
    private static Instant toMicros(@Nullable Instant instant) {
        return instant == null ? null : Micros.of(instant);
    }

    /** Returns the day on which the call counts, in the organization's time zone. */
    public LocalDate day() {
        return Objects.requireNonNull(counted.lastResetDate());
    }

    /** Returns whether the call was released. */
    public boolean isReleased() {
        return releasedAt != null;
    }

    /** Returns whether the call was completed. */
    public boolean isCompleted() {
        return completedAt != null;
    }

    /** Returns whether the call can still be released or completed, because it was neither so far. */
    public boolean isOpen() {
        return !isReleased() && !isCompleted();
    }

    /** Returns a copy that is released, without its fingerprint. */
    public AllowedCall released(Instant now) {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, now, completedAt);
    }

    /** Returns a copy that is completed, without its fingerprint. */
    public AllowedCall completed(Instant now) {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, releasedAt, now);
    }

    /** Returns a copy without the callee and without the fingerprint, by which the callee could be recognized. */
    public AllowedCall withoutCallee() {
        return new AllowedCall(callId, counted, at, counters, country, null, attempt, null, releasedAt, completedAt);
    }

    /** Returns a copy without the fingerprint. */
    public AllowedCall withoutFingerprint() {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, releasedAt, completedAt);
    }
}
