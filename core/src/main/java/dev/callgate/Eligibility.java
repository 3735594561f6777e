package dev.callgate;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.CallDay;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands for and against one call, on each of an agent's assignments: the candidates to charge, and the refusal if
 * none of them can be charged. Belongs to one decision.
 */
final class Eligibility {
    /** The checks on an assignment, in the order in which a refusal names them. */
    private enum Check {
        NUMBER_INACTIVE,
        NUMBER_QUARANTINED,
        COUNTRY_NOT_ALLOWED,
        DAILY_LIMIT_REACHED
    }

    /** What passes by itself. */
    private static final Set<Check> PASSING = EnumSet.of(Check.NUMBER_QUARANTINED, Check.DAILY_LIMIT_REACHED);

    private final CallRequest request;
    private final CallDay day;
    private final List<Assignment> assignments;
    private final Map<Check, Integer> failures = new EnumMap<>(Check.class);
    private final List<Assignment> candidates = new ArrayList<>();

    @Nullable
    private Instant nextAllowed;

    Eligibility(CallRequest request, CallDay day, List<Assignment> assignments) {
        this.request = request;
        this.day = day;
        this.assignments = assignments;
        assignments.forEach(this::judge);
        candidates.sort(Comparator.comparingInt((Assignment each) -> each.callsOn(day.date()))
                .thenComparing(each -> each.number().e164()));
    }

    private void judge(Assignment assignment) {
        Set<Check> failed = failedBy(assignment);
        failed.forEach(this::count);
        if (request.destination() instanceof Destination.Dialable) {
            if (failed.isEmpty()) {
                candidates.add(assignment);
            } else if (PASSING.containsAll(failed)) {
                waitFor(assignment);
            }
        }
    }

    private Set<Check> failedBy(Assignment assignment) {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        if (!assignment.number().isActive()) {
            failed.add(Check.NUMBER_INACTIVE);
        }
        if (assignment.number().isQuarantinedOn(day.date())) {
            failed.add(Check.NUMBER_QUARANTINED);
        }
        if (request.destination() instanceof Destination.Dialable dialable
                && !assignment.terms().countries().allows(dialable.e164().region())) {
            failed.add(Check.COUNTRY_NOT_ALLOWED);
        }
        if (assignment.remainingOn(day.date()) == 0) {
            failed.add(Check.DAILY_LIMIT_REACHED);
        }
        return failed;
    }

    private void count(Check check) {
        failures.merge(check, 1, Integer::sum);
    }

    /** Notes when an assignment that only time stands against is back; with a limit of 0, waiting does not help. */
    private void waitFor(Assignment assignment) {
        if (assignment.terms().dailyLimit() == 0) {
            return;
        }
        LocalDate back = assignment.remainingOn(day.date()) > 0
                ? day.date()
                : assignment.chargedDay(day.date()).plusDays(1);
        LocalDate quarantinedUntil = assignment.number().quarantinedUntil();
        if (quarantinedUntil != null && quarantinedUntil.isAfter(back)) {
            back = quarantinedUntil;
        }
        Instant begin = new CallDay(back, day.zone()).start();
        nextAllowed = nextAllowed == null || begin.isBefore(nextAllowed) ? begin : nextAllowed;
    }

    /** Returns the assignments that the call may be charged to, the least used first; none unless it can be dialled. */
    List<Assignment> candidates() {
        return candidates;
    }

    /** Notes that a candidate turned out to have no room. */
    void foundFull(Assignment candidate) {
        count(Check.DAILY_LIMIT_REACHED);
        waitFor(candidate);
    }

    Refused refusal() {
        List<Reason> reasons = new ArrayList<>();
        if (assignments.isEmpty()) {
            reasons.add(new Reason(Reason.NO_ASSIGNMENT, "%s has no number assigned".formatted(request.agent())));
        }
        addIfFailed(reasons, Check.NUMBER_INACTIVE, Reason.NUMBER_INACTIVE, "the number is inactive");
        addIfFailed(reasons, Check.NUMBER_QUARANTINED, Reason.NUMBER_QUARANTINED, "the number is in quarantine");
        if (request.destination() instanceof Destination.Undialable undialable) {
            reasons.add(new Reason(Reason.INVALID_DESTINATION, undialable.problem()));
        }
        if (request.destination() instanceof Destination.Dialable dialable) {
            addIfFailed(
                    reasons,
                    Check.COUNTRY_NOT_ALLOWED,
                    Reason.COUNTRY_NOT_ALLOWED,
                    "calls to %s are not allowed".formatted(dialable.e164().region()));
        }
        addIfFailed(
                reasons,
                Check.DAILY_LIMIT_REACHED,
                Reason.DAILY_LIMIT_REACHED,
                "all calls of %s are made".formatted(day.date()));
        return new Refused(reasons, nextAllowed, 0);
    }

    private void addIfFailed(List<Reason> reasons, Check check, String code, String message) {
        int failed = failures.getOrDefault(check, 0);
        if (failed > 0) {
            reasons.add(new Reason(code, "%s (%d of %d numbers)".formatted(message, failed, assignments.size())));
        }
    }
}
