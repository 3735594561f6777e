package dev.callgate;

import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The reasons why a call is refused, in the order in which they are given: first what refuses the call from every number, then what
 * refuses it from some of the agent's numbers only; each in the order of the checks. So the first reason stands for the refusal.
 */
final class Refusal {
    private final DecisionContext context;
    private final Instant at;
    private final LocalDate date;
    private final boolean hasNumbers;
    private final List<Assignment> assignments;
    private final List<Reason> objections;
    private final CounterSnapshot usage;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Reason> reasonsOfSomeNumbers = new ArrayList<>();

    /**
     * Takes what is known of a call that cannot be placed.
     *
     * @param hasNumbers whether the agent has any number
     * @param assignments those of the agent that the call may be placed from as far as the caller insists
     * @param objections what the rules have against it
     * @param usage what else was counted
     */
    Refusal(
            DecisionContext context,
            Instant at,
            boolean hasNumbers,
            List<Assignment> assignments,
            List<Reason> objections,
            CounterSnapshot usage) {
        this.context = context;
        this.at = at;
        this.date = context.dayAt(at).date();
        this.hasNumbers = hasNumbers;
        this.assignments = assignments;
        this.objections = objections;
        this.usage = usage;
    }

    Refused told() {
        addIfNoNumber();
        addIfFailed(NumberCheck.INACTIVE);
        addIfFailed(NumberCheck.QUARANTINED);
        if (context.destination() instanceof Destination.Invalid undialable) {
            reasons.add(new Reason(undialable.code(), undialable.problem()));
        }
        addIfFailed(NumberCheck.COUNTRY);
        context.blockedPrefix().ifPresent(this::addBlocked);
        addIfFailed(NumberCheck.CLASS);
        reasons.addAll(objections);
        addIfFailed(NumberCheck.DAILY_LIMIT);
        addIfFailed(NumberCheck.NUMBER_CAP);
        context.sharedCaps().forEach(this::addIfReached);
        context.policy().caps().attempts().forEach(this::addIfReached);
        reasons.addAll(reasonsOfSomeNumbers);
        addIfNothingElse();
        return new Refused(reasons, nextAllowed(), remaining());
    }

    private void addIfNoNumber() {
        if (!hasNumbers) {
            reasons.add(new Reason(
                    Reason.NO_ASSIGNMENT,
                    "%s has no number assigned".formatted(context.request().agent())));
        } else if (assignments.isEmpty()) {
            reasons.add(new Reason(
                    Reason.NUMBER_NOT_ASSIGNED,
                    "%s is not assigned to %s"
                            .formatted(
                                    context.request().from(), context.request().agent())));
        }
    }

    private void addIfFailed(NumberCheck check) {
        List<Assignment> failed = assignments.stream()
                .filter(each -> check.fails(context, each, date, usage))
                .toList();
        if (!failed.isEmpty()) {
            Instant until = failed.stream()
                    .map(each -> check.back(context, each, date, usage))
                    .filter(Objects::nonNull)
                    .min(LocalDate::compareTo)
                    .map(context::startOf)
                    .orElse(null);
            String message =
                    "%s (%d of %d numbers)".formatted(check.message(context, date), failed.size(), assignments.size());
            List<Reason> kind = failed.size() == assignments.size() ? reasons : reasonsOfSomeNumbers;
            kind.add(new Reason(check.code(context), message, until));
        }
    }

    private void addBlocked(String prefix) {
        reasons.add(
                new Reason(Reason.PREFIX_BLOCKED, "calls to numbers that begin with %s are blocked".formatted(prefix)));
    }

    private void addIfReached(Limits.Cap cap) {
        if (cap.remainingOn(date, usage) > 0) {
            return;
        }
        boolean ofAgent = cap.counter().scope() == Counter.Scope.AGENT;
        Object who = ofAgent ? context.request().agent() : context.request().organization();
        reasons.add(new Reason(
                ofAgent ? Reason.AGENT_CAP_REACHED : Reason.ORGANIZATION_CAP_REACHED,
                "%s has made all %d calls of %s".formatted(who, cap.limit(), date),
                cap.limit() == 0
                        ? null
                        : context.startOf(
                                usage.dailyCount(cap.counter()).countedDay(date).plusDays(1))));
    }

    private void addIfReached(AttemptLimit limit) {
        if (limit.remainingAt(at, usage.attempts()) == 0) {
            String callee = Objects.requireNonNull(context.to()).masked();
            reasons.add(new Reason(
                    Reason.ATTEMPTS_REACHED,
                    "%s was called as often as may be: %s".formatted(callee, limit),
                    limit.roomFrom(at, usage.attempts())));
        }
    }

    private void addIfNothingElse() {
        if (reasons.isEmpty()) {
            reasons.add(new Reason(
                    Reason.NO_NUMBER_CHOSEN,
                    "the rotation left out all %d numbers that could be called from".formatted(assignments.size())));
        }
    }

    /** A rotation's choice is its own: where nothing else stands against the call, nobody knows when it would be another. */
    @Nullable
    private Instant nextAllowed() {
        if (context.to() == null || context.blockedPrefix().isPresent()) {
            return null;
        }
        Instant next = new NextAllowed(context, assignments, usage).from(at);
        return at.equals(next) ? null : next;
    }

    /** Returns how many such calls the limits and caps leave today. */
    private long remaining() {
        if (context.to() == null) {
            return 0;
        }
        long ofNumbers = assignments.stream()
                .filter(each -> NumberCheck.allPass(context, each, date, usage))
                .mapToLong(each -> Math.min(
                        each.remainingOn(date),
                        context.numberCap(each, date)
                                .map(cap -> cap.remainingOn(date, usage))
                                .orElse(Integer.MAX_VALUE)))
                .sum();
        return Math.min(ofNumbers, context.sharedLimits().remaining(date, at, usage));
    }
}
