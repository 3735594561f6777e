package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * A call that was granted under an id, what it was counted on, and whether it has ended. Immutable.
 *
 * @param callId the host's id, or one that the gate made
 * @param counted the assignment as it stood with this call
 * @param at when it was granted
 * @param counters what else it was counted on
 * @param country the called number's region, by {@link dev.callgate.model.E164#region}
 * @param callee the called number as its organization keeps it; null where it keeps none, or had it erased
 * @param attempt whether it was counted as an attempt to call the callee
 * @param fingerprint what another request under the same id is compared with; null once the call has ended or its callee was
 *     erased, after which no request is allowed under the id
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
    /** Requires what may not be null; truncates the times to the microsecond, which is what every store keeps. */
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

    /** Returns the day that it counts on, in the organization's zone. */
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

    /** Returns whether the call can still be released or completed: it was neither. */
    public boolean isOpen() {
        return !isReleased() && !isCompleted();
    }

    /** Returns the same call, released. */
    public AllowedCall released(Instant now) {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, now, completedAt);
    }

    /** Returns the same call, completed. */
    public AllowedCall completed(Instant now) {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, releasedAt, now);
    }

    /** Returns the same call without its callee, and without anything that its callee could be recognized by. */
    public AllowedCall withoutCallee() {
        return new AllowedCall(callId, counted, at, counters, country, null, attempt, null, releasedAt, completedAt);
    }

    /** Returns the same call without its fingerprint. */
    public AllowedCall withoutFingerprint() {
        return new AllowedCall(callId, counted, at, counters, country, callee, attempt, null, releasedAt, completedAt);
    }
}
