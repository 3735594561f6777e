package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks for the time at which a call could next be allowed, if nothing else happens until then: from each time, everything
 * that stands against the call then says when it would not, until nothing does.
 */
final class NextAllowed {
    /** Hours, holidays, days and windows do not move the time more often than this, unless there is no such time. */
    private static final int MOST_STEPS = 100;

    private final DecisionContext context;
    private final List<Assignment> assignments;
    private final CounterSnapshot usage;

    NextAllowed(DecisionContext context, List<Assignment> assignments, CounterSnapshot usage) {
        this.context = context;
        this.assignments = assignments;
        this.usage = usage;
    }

    /** Returns the time, or null where there is none, or nobody knows. */
    @Nullable
    Instant from(Instant now) {
        Instant time = now;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant next = later(time);
            if (next == null || next.equals(time)) {
                return next;
            }
            time = next;
        }
        return null;
    }

    /** Returns a time before which the call cannot be allowed: the same, or a later one; null if it never can. */
    @Nullable
    private Instant later(Instant time) {
        Instant latest = rules(time);
        latest = latest == null ? null : latest(latest, anyNumber(time));
        for (Limits.Cap cap : context.sharedCaps()) {
            latest = latest == null ? null : latest(latest, cap(cap, time));
        }
        for (AttemptLimit limit : context.policy().caps().attempts()) {
            latest = latest == null ? null : latest(latest, limit.roomFrom(time, usage.attempts()));
        }
        return latest;
    }

    @Nullable
    private static Instant latest(Instant one, @Nullable Instant other) {
        return other == null || other.isAfter(one) ? other : one;
    }

    @Nullable
    private Instant rules(Instant time) {
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
    private Instant cap(Limits.Cap cap, Instant time) {
        LocalDate date = context.dayAt(time).date();
        if (cap.remainingOn(date, usage) > 0) {
            return time;
        }
        return cap.limit() == 0
                ? null
                : context.startOf(
                        usage.dailyCount(cap.counter()).countedDay(date).plusDays(1));
    }

    @Nullable
    private Instant anyNumber(Instant time) {
        return assignments.stream()
                .map(each -> number(each, time))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Nullable
    private Instant number(Assignment assignment, Instant time) {
        LocalDate date = context.dayAt(time).date();
        LocalDate latest = date;
        for (NumberCheck check : NumberCheck.values()) {
            if (check.fails(context, assignment, date, usage)) {
                LocalDate back = check.back(context, assignment, date, usage);
                if (back == null) {
                    return null;
                }
                latest = back.isAfter(latest) ? back : latest;
            }
        }
        return latest.equals(date) ? time : context.startOf(latest);
    }
}
