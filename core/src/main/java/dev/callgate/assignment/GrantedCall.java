package dev.callgate.assignment;

import dev.callgate.cap.Counter;
import dev.callgate.id.CallId;
import dev.callgate.id.CalleeKey;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;

/**
 * A call that was granted under an id, and what it was counted on. Immutable.
 *
 * @param callId the host's id, or one that the gate made
 * @param counted the assignment as it stood with this call
 * @param at when it was granted
 * @param counters what else it was counted on
 * @param country the called number's region, by {@link dev.callgate.number.E164#region}
 * @param callee the called number as its organization keeps it; null where it keeps none, or had it erased
 * @param attempt whether it was counted as an attempt to call the callee
 * @param releasedAt when it was given back; null if it was not
 */
public record GrantedCall(
        CallId callId,
        Assignment counted,
        Instant at,
        Set<Counter> counters,
        String country,
        @Nullable CalleeKey callee,
        boolean attempt,
        @Nullable Instant releasedAt) {
    /** Requires all but the callee and the time of release; cuts the times to the microsecond, which is what every store keeps. */
    public GrantedCall {
        Objects.requireNonNull(callId, "call id");
        Objects.requireNonNull(counted, "counted");
        at = at.truncatedTo(ChronoUnit.MICROS);
        counters = Set.copyOf(counters);
        Objects.requireNonNull(country, "country");
        releasedAt = releasedAt == null ? null : releasedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the day that it counts on, in the organization's zone. */
    public LocalDate day() {
        return Objects.requireNonNull(counted.lastResetDate());
    }

    /** Tells whether it was given back. */
    public boolean isReleased() {
        return releasedAt != null;
    }

    /** Returns the same call, given back. */
    public GrantedCall released(Instant now) {
        return new GrantedCall(callId, counted, at, counters, country, callee, attempt, now);
    }

    /** Returns the same call to somebody unknown. */
    public GrantedCall withoutCallee() {
        return new GrantedCall(callId, counted, at, counters, country, null, attempt, releasedAt);
    }
}
