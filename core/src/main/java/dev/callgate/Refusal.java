package dev.callgate;

import dev.callgate.call.Destination;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Collects the reasons why a call is refused. Belongs to one decision. */
final class Refusal {
    private final Eligibility known;
    private final DecisionContext context;
    private final List<Reason> reasons = new ArrayList<>();

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
        addIfFailed(NumberCheck.CALLER_ID);
        reasons.addAll(known.objections());
        addIfFailed(NumberCheck.DAILY_LIMIT);
        addIfFailed(NumberCheck.NUMBER_LIMIT);
        known.moment().shared().forEach(this::addIfReached);
        addIfNothingElse();
        boolean isFinal = isFinal();
        reasons.sort(causeFirst(isFinal));
        List<LimitUsage> limits = known.moment().shared().stream()
                .map(each -> each.usage(known.counters()))
                .toList();
        return new Refused(reasons, isFinal ? null : nextAllowed(), remaining(), limits, isFinal);
    }

    /** Orders reasons as {@link Refused#cause} specifies; reasons that are equal in it keep the order of the checks. */
    private Comparator<Reason> causeFirst(boolean isFinal) {
        int all = known.assignments().size();
        return Comparator.<Reason, Boolean>comparing(each -> isFinal && each.isTemporary())
                .thenComparing(each -> each.numbers() > 0 && each.numbers() < all)
                .thenComparing(Reason::isTemporary)
                .thenComparing(each -> each.numbers() > 0 && !isOfClass(each));
    }

    /** Returns whether a reason is the class of the called number, which is a fact of the call although numbers may allow it. */
    private boolean isOfClass(Reason reason) {
        NumberClass required = context.requiredClass();
        return required != null && reason.code().equals(Reason.classNotAllowed(required));
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
        reasons.addAll(check.reasons(known));
    }

    private void addBlocked(String prefix) {
        reasons.add(
                new Reason(Reason.PREFIX_BLOCKED, "calls to numbers that begin with %s are blocked".formatted(prefix)));
    }

    private void addIfReached(AppliedLimit applied) {
        if (!applied.hasRoom(known.counters())) {
            reasons.add(new Reason(
                    applied.limit().reason(),
                    "%s has reached the limit of %s"
                            .formatted(whose(applied.counted().counter()), applied.limit()),
                    applied.nextRoom(known.counters(), context.policy().zone()),
                    true,
                    0));
        }
    }

    private String whose(Counter counter) {
        return switch (counter.scope()) {
            case CALLEE -> "callee " + Objects.requireNonNull(context.to()).masked();
            case NUMBER -> "number " + counter.id();
            case AGENT -> "agent " + counter.id();
            case ATTRIBUTE -> counter.id();
            case ORGANIZATION -> "organization " + context.request().organization();
        };
    }

    private void addIfNothingElse() {
        if (reasons.isEmpty()) {
            reasons.add(Reason.untilUnknown(
                    Reason.NO_NUMBER_CHOSEN,
                    "the policy's rotation chose none of the %d numbers that may be used"
                            .formatted(known.assignments().size())));
        }
    }

    /** Returns whether there is a permanent reason to refuse the call itself, or one for each of the numbers. */
    private boolean isFinal() {
        return reasons.stream().anyMatch(each -> each.numbers() == 0 && !each.isTemporary())
                || known.assignments().stream().allMatch(each -> NumberCheck.neverPasses(known, each));
    }

    /** Returns null if the rotation alone refused the call: when it would choose a number is unknown. */
    @Nullable
    private Instant nextAllowed() {
        Instant next = new NextAllowed(known).find();
        return known.at().equals(next) ? null : next;
    }

    /** Returns how many such calls the limits still allow today. */
    private long remaining() {
        E164 to = context.to();
        if (to == null) {
            return 0;
        }
        long ofNumbers = known.assignments().stream()
                .filter(each -> NumberCheck.allPass(known, each))
                .mapToLong(this::remainingOn)
                .sum();
        return known.moment().shared().stream()
                .mapToLong(each -> each.remainingCalls(known.counters()))
                .reduce(ofNumbers, Math::min);
    }

    private long remainingOn(Assignment assignment) {
        return known.moment().ofNumber(assignment.number()).stream()
                .mapToLong(each -> each.remainingCalls(known.counters()))
                .reduce(assignment.remainingOn(known.date()), Math::min);
    }
}
