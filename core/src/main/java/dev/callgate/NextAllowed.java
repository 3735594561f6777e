package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.policy.CallRule;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the time at which a refused call could next be allowed if nothing else happened until then. Starting now, it moves on to
 * the earliest time that every rule, number and limit accepts, until none of them asks for a later one.
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

    /** Returns a time before which the call cannot be allowed: the same, or a later one; null if it never can, or nobody can say. */
    @Nullable
    private Instant earliestAfter(Instant time) {
        Moment moment = Moment.of(context, time);
        Instant latest = later(rulesAllowFrom(time), anyNumberAvailableFrom(moment));
        for (AppliedLimit limit : moment.shared()) {
            latest = later(
                    latest,
                    limit.hasRoom(known.counters())
                            ? time
                            : limit.nextRoom(known.counters(), context.policy().zone()));
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
        for (CallRule rule : context.rules()) {
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
    private Instant anyNumberAvailableFrom(Moment moment) {
        return known.assignments().stream()
                .map(each -> availableFrom(each, moment))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Nullable
    private Instant availableFrom(Assignment assignment, Moment moment) {
        Instant latest = moment.at();
        for (NumberCheck check : NumberCheck.values()) {
            if (check.fails(known, assignment, moment)) {
                latest = later(latest, check.availableFrom(known, assignment, moment));
                if (latest == null) {
                    return null;
                }
            }
        }
        return latest;
    }
}
