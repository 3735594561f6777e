package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the time at which a refused call could next be allowed if nothing else happened until then. Starting now, it moves on to
 * the earliest time that every rule, number, cap and attempt limit accepts, until none of them asks for a later one.
 */
final class NextAllowed {
    /** Hours, holidays, days and windows do not ask for a later time more often than this, unless there is no such time. */
    private static final int MAX_STEPS = 100;

    private final Eligibility known;
    private final DecisionContext context;

    NextAllowed(Eligibility known) {
        this.known = known;
        this.context = known.context();
    }

    /** Returns the time, or null if there is none or it is unknown. */
    @Nullable
    Instant find() {
        Instant time = known.at();
        for (int step = 0; step < MAX_STEPS; step++) {
            Instant next = earliestAfter(time);
            if (next == null || next.equals(time)) {
                return next;
            }
            time = next;
        }
        return null;
    }

    /** Returns a time before which the call cannot be allowed: the same, or a later one; null if it never can. */
    @Nullable
    private Instant earliestAfter(Instant time) {
        Instant latest = later(rulesAllowFrom(time), anyNumberAvailableFrom(time));
        for (Limits.Cap cap : context.sharedCaps()) {
            latest = later(latest, capAllowsFrom(cap, time));
        }
        for (AttemptLimit limit : context.policy().caps().attempts()) {
            latest = later(latest, limit.nextAllowed(time, known.counters().attempts()));
        }
        return latest;
    }

    /** Returns the later of two times; null, which means never, is the latest. */
    @Nullable
    private static Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return null;
        }
        return other.isAfter(one) ? other : one;
    }

    @Nullable
    private Instant rulesAllowFrom(Instant time) {
        Instant latest = time;
        for (CallRule rule : context.policy().rules()) {
            Optional<Reason> objection = rule.objectionTo(context.factsAt(time));
            if (objection.isPresent()) {
                Instant until = objection.get().until();
                if (until == null || !until.isAfter(time)) {
                    return null;
                }
                latest = until.isAfter(latest) ? until : latest;
            }
        }
        return latest;
    }

    @Nullable
    private Instant capAllowsFrom(Limits.Cap cap, Instant time) {
        LocalDate date = context.dayAt(time).date();
        if (cap.remainingOn(date, known.counters()) > 0) {
            return time;
        }
        return cap.limit() == 0
                ? null
                : context.startOf(known.counters()
                        .dailyCount(cap.counter())
                        .countedDay(date)
                        .plusDays(1));
    }

    @Nullable
    private Instant anyNumberAvailableFrom(Instant time) {
        return known.assignments().stream()
                .map(each -> availableFrom(each, time))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Nullable
    private Instant availableFrom(Assignment assignment, Instant time) {
        LocalDate date = context.dayAt(time).date();
        LocalDate latest = date;
        for (NumberCheck check : NumberCheck.values()) {
            if (check.fails(known, assignment, date)) {
                LocalDate day = check.availableAgainOn(known, assignment, date);
                if (day == null) {
                    return null;
                }
                latest = day.isAfter(latest) ? day : latest;
            }
        }
        return latest.equals(date) ? time : context.startOf(latest);
    }
}
