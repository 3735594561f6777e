package dev.callgate;

import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.Counter;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects the reasons why a call is refused. Reasons that apply to every number come first, then those that apply to some of the
 * agent's numbers only, each in the order of the checks. So the first reason represents the refusal. Belongs to one decision.
 */
final class Refusal {
    private final Eligibility known;
    private final DecisionContext context;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Reason> reasonsOfSomeNumbers = new ArrayList<>();

    Refusal(Eligibility known) {
        this.known = known;
        this.context = known.context();
    }

    Refused toRefused() {
        addIfNoNumber();
        addIfFailed(NumberCheck.INACTIVE);
        addIfFailed(NumberCheck.QUARANTINED);
        if (context.destination() instanceof Destination.Invalid invalid) {
            reasons.add(new Reason(invalid.code(), invalid.problem()));
        }
        addIfFailed(NumberCheck.COUNTRY);
        context.blockedPrefix().ifPresent(this::addBlocked);
        addIfFailed(NumberCheck.CLASS);
        reasons.addAll(known.objections());
        addIfFailed(NumberCheck.DAILY_LIMIT);
        addIfFailed(NumberCheck.NUMBER_CAP);
        context.sharedCaps().forEach(this::addIfReached);
        context.policy().caps().attempts().forEach(this::addIfReached);
        reasons.addAll(reasonsOfSomeNumbers);
        addIfNothingElse();
        return new Refused(reasons, nextAllowed(), remaining());
    }

    private void addIfNoNumber() {
        if (!known.agentHasNumbers()) {
            reasons.add(new Reason(
                    Reason.NO_ASSIGNMENT,
                    "agent %s has no number assigned"
                            .formatted(context.request().agent())));
        } else if (known.assignments().isEmpty()) {
            reasons.add(new Reason(
                    Reason.NUMBER_NOT_ASSIGNED,
                    "%s is not assigned to agent %s"
                            .formatted(
                                    context.request().from(), context.request().agent())));
        }
    }

    private void addIfFailed(NumberCheck check) {
        List<Assignment> all = known.assignments();
        List<Assignment> failed = all.stream()
                .filter(each -> check.fails(known, each, known.date()))
                .toList();
        if (!failed.isEmpty()) {
            Instant until = failed.stream()
                    .map(each -> check.availableAgainOn(known, each, known.date()))
                    .filter(Objects::nonNull)
                    .min(LocalDate::compareTo)
                    .map(context::startOf)
                    .orElse(null);
            String message = "%s (%d of %d numbers)".formatted(check.message(known), failed.size(), all.size());
            List<Reason> kind = failed.size() == all.size() ? reasons : reasonsOfSomeNumbers;
            kind.add(new Reason(check.code(context), message, until));
        }
    }

    private void addBlocked(String prefix) {
        reasons.add(
                new Reason(Reason.PREFIX_BLOCKED, "calls to numbers that begin with %s are blocked".formatted(prefix)));
    }

    private void addIfReached(Limits.Cap cap) {
        if (cap.remainingOn(known.date(), known.counters()) > 0) {
            return;
        }
        boolean ofAgent = cap.counter().scope() == Counter.Scope.AGENT;
        reasons.add(new Reason(
                ofAgent ? Reason.AGENT_CAP_REACHED : Reason.ORGANIZATION_CAP_REACHED,
                "%s has reached the cap of %d calls for %s"
                        .formatted(
                                ofAgent
                                        ? "agent " + context.request().agent()
                                        : "organization " + context.request().organization(),
                                cap.limit(),
                                known.date()),
                cap.limit() == 0
                        ? null
                        : context.startOf(known.counters()
                                .dailyCount(cap.counter())
                                .countedDay(known.date())
                                .plusDays(1))));
    }

    private void addIfReached(AttemptLimit limit) {
        List<Instant> attempts = known.counters().attempts();
        if (limit.remaining(known.at(), attempts) == 0) {
            String callee = Objects.requireNonNull(context.to()).masked();
            reasons.add(new Reason(
                    Reason.ATTEMPTS_REACHED,
                    "the attempt limit for %s has been reached: %s".formatted(callee, limit),
                    limit.nextAllowed(known.at(), attempts)));
        }
    }

    private void addIfNothingElse() {
        if (reasons.isEmpty()) {
            reasons.add(new Reason(
                    Reason.NO_NUMBER_CHOSEN,
                    "the policy's rotation chose none of the %d numbers that may be used"
                            .formatted(known.assignments().size())));
        }
    }

    /** Returns null if the rotation alone refused the call: when it would choose a number is unknown. */
    @Nullable
    private Instant nextAllowed() {
        if (context.to() == null || context.blockedPrefix().isPresent()) {
            return null;
        }
        Instant next = new NextAllowed(known).find();
        return known.at().equals(next) ? null : next;
    }

    /** Returns how many such calls the limits and caps still allow today. */
    private long remaining() {
        if (context.to() == null) {
            return 0;
        }
        LocalDate date = known.date();
        long ofNumbers = known.assignments().stream()
                .filter(each -> NumberCheck.allPass(known, each))
                .mapToLong(each -> Math.min(
                        each.remainingOn(date),
                        context.numberCap(each, date)
                                .map(cap -> cap.remainingOn(date, known.counters()))
                                .orElse(Integer.MAX_VALUE)))
                .sum();
        return Math.min(ofNumbers, context.sharedLimits().remaining(date, known.at(), known.counters()));
    }
}
