package dev.callgate.model;

import dev.callgate.internal.Attributes;
import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A call that was allowed under a call ID, the counters that it was counted on, and whether it has ended. Immutable.
 *
 * @param callId the host's ID, or one that the gate generated
 * @param counted the assignment immediately after this call was counted
 * @param at when it was counted
 * @param counts what it was counted on in addition to its assignment, in the order in which stores lock counters
 * @param country the called number's region, by {@link dev.callgate.model.E164#region}
 * @param callee the called number in the form in which the organization stores it; null if it stores none or the callee
 *     was erased
 * @param attributes the attributes of the request by their names
 * @param reportedBy the names of the attributes by which the call is reported
 * @param fingerprint the value that other requests under the same ID are compared with; null once the call has ended or
 *     its callee was erased, after which no request is allowed under the ID
 * @param releasedAt when it was released; null if it was not
 * @param completedAt when it was completed; null if it was not
 */
public record AllowedCall(
        CallId callId,
        Assignment counted,
        Instant at,
        List<CallCount> counts,
        String country,
        @Nullable CalleeKey callee,
        Map<String, String> attributes,
        Set<String> reportedBy,
        @Nullable CallFingerprint fingerprint,
        @Nullable Instant releasedAt,
        @Nullable Instant completedAt) {
    private static final String HOLD_SEPARATOR = "@";

    /**
     * Validates the values and truncates the times to the microsecond, the precision of every store.
     *
     * @throws IllegalArgumentException if the attributes are not valid, or one by which the call is reported is missing
     */
    public AllowedCall {
        Objects.requireNonNull(callId, "call id");
        Objects.requireNonNull(counted, "counted");
        at = Micros.of(at);
        counts = List.copyOf(counts);
        Objects.requireNonNull(country, "country");
        attributes = Attributes.copyOf(attributes);
        reportedBy = Attributes.namesIn(attributes, reportedBy);
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

    /** Returns the ID of this call's holds on counters on which calls are held. */
    public String holdId() {
        return holdId(callId, at);
    }

    /**
     * Returns the ID of the holds of a call. The same call ID stands for another call if the first one was deleted, so its time is
     * part of it.
     */
    public static String holdId(CallId callId, Instant at) {
        return callId.value() + HOLD_SEPARATOR + Micros.sinceEpoch(at);
    }

    /** Returns the call ID of a {@link #holdId}; empty if the text is not the ID of the holds of a call with a call ID. */
    public static Optional<CallId> callIdOf(String holdId) {
        int end = holdId.lastIndexOf(HOLD_SEPARATOR);
        return end < 1 ? Optional.empty() : Optional.of(new CallId(holdId.substring(0, end)));
    }

    /** Returns a copy that is released, without its fingerprint. */
    public AllowedCall released(Instant now) {
        return with(callee, counts, null, now, completedAt);
    }

    /** Returns a copy that is completed, without its fingerprint. */
    public AllowedCall completed(Instant now) {
        return with(callee, counts, null, releasedAt, now);
    }

    /** Returns a copy without the callee and its counters, and without the fingerprint, by which it could be recognized. */
    public AllowedCall withoutCallee() {
        List<CallCount> others = counts.stream()
                .filter(each -> each.counter().scope() != Counter.Scope.CALLEE)
                .toList();
        return with(null, others, null, releasedAt, completedAt);
    }

    /** Returns a copy without the fingerprint. */
    public AllowedCall withoutFingerprint() {
        return with(callee, counts, null, releasedAt, completedAt);
    }

    private AllowedCall with(
            @Nullable CalleeKey newCallee,
            List<CallCount> newCounts,
            @Nullable CallFingerprint newFingerprint,
            @Nullable Instant released,
            @Nullable Instant completed) {
        return new AllowedCall(
                callId,
                counted,
                at,
                newCounts,
                country,
                newCallee,
                attributes,
                reportedBy,
                newFingerprint,
                released,
                completed);
    }
}
