package dev.callgate;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.CallDay;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.cap.AttemptLimit;
import dev.callgate.cap.Cap;
import dev.callgate.cap.Limits;
import dev.callgate.cap.Usage;
import dev.callgate.number.E164;
import dev.callgate.rule.CallRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands for and against one call at one moment: the numbers that it may be placed from, and the refusal if there is
 * none. Belongs to one decision.
 */
final class Eligibility {
    private final Call call;
    private final Instant at;
    private final LocalDate date;
    private final boolean hasNumbers;
    private final List<Assignment> assignments;
    private final List<Reason> objections;
    private Usage usage;

    /**
     * Judges a call.
     *
     * @param agents all assignments of the agent
     * @param usage what is known of what else was counted; what is not known counts as nothing
     */
    Eligibility(Call call, Instant at, List<Assignment> agents, Usage usage) {
        this.call = call;
        this.at = at;
        this.date = call.dayAt(at).date();
        this.hasNumbers = !agents.isEmpty();
        this.assignments = asked(call.request().from(), agents);
        this.objections = objections();
        this.usage = usage;
    }

    private static List<Assignment> asked(@jakarta.annotation.Nullable E164 from, List<Assignment> agents) {
        return from == null
                ? new ArrayList<>(agents)
                : new ArrayList<>(agents.stream()
                        .filter(each -> each.number().e164().equals(from))
                        .toList());
    }

    private List<Reason> objections() {
        List<Reason> all = new ArrayList<>();
        if (call.to() != null) {
            for (CallRule rule : call.policy().rules()) {
                rule.objectionTo(call.factsAt(at)).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Returns the assignments that the call may be charged to, the best first. */
    List<Assignment> candidates() {
        if (call.to() == null || !objections.isEmpty() || isBlocked() || !sharedLimitsHaveRoom()) {
            return List.of();
        }
        List<Assignment> passing = new ArrayList<>(assignments.size());
        for (Assignment each : assignments) {
            if (NumberCheck.allPass(call, each, date, usage)) {
                passing.add(each);
            }
        }
        return passing.isEmpty() ? passing : call.policy().rotation().order(passing, call.factsAt(at));
    }

    private boolean isBlocked() {
        return blockedPrefix().isPresent();
    }

    private Optional<String> blockedPrefix() {
        E164 to = call.to();
        return to == null ? Optional.empty() : call.policy().tollRestriction().blockedPrefixOf(to);
    }

    /** Returns the caps on what all numbers of an agent share. */
    static Stream<Cap> sharedCaps(Call call) {
        return Stream.concat(
                call.policy().caps().ofAgent(call.request().agent()).stream(),
                call.policy().caps().ofOrganization().stream());
    }

    private Limits sharedLimits() {
        return new Limits(sharedCaps(call).toList(), call.policy().caps().attempts());
    }

    private boolean sharedLimitsHaveRoom() {
        return call.policy().caps().isNone() || sharedLimits().remaining(date, at, usage) > 0;
    }

    /** Notes what a charge found that was not granted. */
    void learn(ChargeResult.Full full) {
        assignments.replaceAll(each -> each.id().equals(full.found().id()) ? full.found() : each);
        usage = usage.updatedBy(full.usage());
    }

    /** Tells whether a candidate still is one, after what was learnt. */
    boolean mayBeCharged(Assignment candidate) {
        return sharedLimitsHaveRoom() && NumberCheck.allPass(call, candidate, date, usage);
    }

    Refused refusal() {
        List<Reason> reasons = new ArrayList<>();
        addIfNoNumber(reasons);
        addIfFailed(reasons, NumberCheck.INACTIVE);
        addIfFailed(reasons, NumberCheck.QUARANTINED);
        if (call.destination() instanceof Destination.Undialable undialable) {
            reasons.add(new Reason(undialable.code(), undialable.problem()));
        }
        addIfFailed(reasons, NumberCheck.COUNTRY);
        blockedPrefix()
                .ifPresent(prefix -> reasons.add(new Reason(
                        Reason.PREFIX_BLOCKED, "calls to numbers that begin with %s are blocked".formatted(prefix))));
        addIfFailed(reasons, NumberCheck.CLASS);
        reasons.addAll(objections);
        addIfFailed(reasons, NumberCheck.DAILY_LIMIT);
        addIfFailed(reasons, NumberCheck.NUMBER_CAP);
        sharedCaps(call).filter(cap -> cap.remainingOn(date, usage) == 0).forEach(cap -> reasons.add(reached(cap)));
        call.policy().caps().attempts().stream()
                .filter(limit -> limit.remainingAt(at, usage.attempts()) == 0)
                .forEach(limit -> reasons.add(reached(limit)));
        if (reasons.isEmpty()) {
            reasons.add(new Reason(
                    Reason.NO_NUMBER_CHOSEN,
                    "the rotation left out all %d numbers that could be called from".formatted(assignments.size())));
        }
        Instant next = call.to() == null || isBlocked() ? null : new NextAllowed(call, assignments, usage).from(at);
        // A rotation's choice is its own: nobody knows when it would be another.
        return new Refused(reasons, at.equals(next) ? null : next, remaining());
    }

    private void addIfNoNumber(List<Reason> reasons) {
        if (!hasNumbers) {
            reasons.add(new Reason(
                    Reason.NO_ASSIGNMENT,
                    "%s has no number assigned".formatted(call.request().agent())));
        } else if (assignments.isEmpty()) {
            reasons.add(new Reason(
                    Reason.NUMBER_NOT_ASSIGNED,
                    "%s is not assigned to %s"
                            .formatted(call.request().from(), call.request().agent())));
        }
    }

    private void addIfFailed(List<Reason> reasons, NumberCheck check) {
        List<Assignment> failed = assignments.stream()
                .filter(each -> check.fails(call, each, date, usage))
                .toList();
        if (!failed.isEmpty()) {
            String message =
                    "%s (%d of %d numbers)".formatted(check.message(call, date), failed.size(), assignments.size());
            Instant until = failed.stream()
                    .map(each -> check.back(call, each, date, usage))
                    .filter(Objects::nonNull)
                    .min(LocalDate::compareTo)
                    .map(this::startOf)
                    .orElse(null);
            reasons.add(new Reason(check.code(call), message, until));
        }
    }

    private Reason reached(Cap cap) {
        Instant until = cap.limit() == 0
                ? null
                : startOf(usage.tally(cap.counter()).chargedDay(date).plusDays(1));
        return switch (cap.counter().scope()) {
            case AGENT ->
                new Reason(
                        Reason.AGENT_CAP_REACHED,
                        "%s has made all %d calls of %s"
                                .formatted(call.request().agent(), cap.limit(), date),
                        until);
            case ORGANIZATION ->
                new Reason(
                        Reason.ORGANIZATION_CAP_REACHED,
                        "%s has made all %d calls of %s"
                                .formatted(call.request().organization(), cap.limit(), date),
                        until);
            case NUMBER -> throw new IllegalStateException("a number's cap is no shared one");
        };
    }

    private Reason reached(AttemptLimit limit) {
        return new Reason(
                Reason.ATTEMPTS_REACHED,
                "%s was called %d times within %s"
                        .formatted(Objects.requireNonNull(call.to()).masked(), limit.most(), inWords(limit.window())),
                limit.roomFrom(at, usage.attempts()));
    }

    private static String inWords(Duration window) {
        return window.toDays() > 1 && window.equals(Duration.ofDays(window.toDays()))
                ? window.toDays() + " days"
                : window.equals(Duration.ofHours(window.toHours())) ? window.toHours() + " hours" : window.toString();
    }

    private Instant startOf(LocalDate day) {
        return new CallDay(day, call.policy().zone()).start();
    }

    /** Returns how many such calls the limits and caps leave today. */
    private long remaining() {
        if (call.to() == null) {
            return 0;
        }
        long ofNumbers = assignments.stream()
                .filter(each -> NumberCheck.allPass(call, each, date, usage))
                .mapToLong(each -> Math.min(
                        each.remainingOn(date),
                        call.policy()
                                .caps()
                                .ofNumber(each.number(), date, call.policy().zone())
                                .map(cap -> cap.remainingOn(date, usage))
                                .orElse(Integer.MAX_VALUE)))
                .sum();
        return Math.min(ofNumbers, sharedLimits().remaining(date, at, usage));
    }
}
