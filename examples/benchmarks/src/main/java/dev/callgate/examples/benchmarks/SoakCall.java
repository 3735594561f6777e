package dev.callgate.examples.benchmarks;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** A call that was allowed, as the caller knows it: what is between two readings of its clock happened at some time between them. */
final class SoakCall {
    final CallId id;
    final String callee;
    final String campaign;
    final Assignment assignment;
    final LocalDate day;
    final Instant asked;
    final Instant answered;

    /** When the call no longer counts at once unless it is renewed, at the earliest. */
    volatile Instant until;

    /** When its end was about to be reported. */
    @Nullable
    volatile Instant ending;

    @Nullable
    volatile CallOutcome outcome;

    volatile boolean isReleased;

    /** Whether it was released on its day, so that it no longer counts; a release across midnight is not sure. */
    volatile boolean isUncounted;

    volatile boolean isUncountedPerhaps;

    SoakCall(CallRequest request, Allowed allowed, Instant asked, Instant answered) {
        this.id = Objects.requireNonNull(allowed.callId());
        this.callee = allowed.to();
        this.campaign = Objects.requireNonNull(request.attributes().get(SoakPlan.CAMPAIGN));
        this.assignment = Objects.requireNonNull(allowed.assignment());
        this.day = Objects.requireNonNull(assignment.lastResetDate());
        this.asked = asked;
        this.answered = answered;
        this.until = asked.plus(SoakPlan.LONGEST_CALL);
    }

    String agent() {
        return assignment.agent().value();
    }

    String number() {
        return assignment.number().id().toString();
    }

    /** Returns when it certainly no longer counted at once, or was about to be ended. */
    Instant endOfLive() {
        Instant end = ending;
        return end != null && end.isBefore(until) ? end : until;
    }

    /** Returns when its release was about to be asked for, if that was before a time; otherwise that time. */
    Instant releasedBefore(Instant other) {
        Instant end = ending;
        return isReleased && end != null && end.isBefore(other) ? end : other;
    }
}
