package dev.callgate;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.CallDay;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import jakarta.annotation.Nullable;
import java.time.Instant;
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
        COUNTRY_NOT_ALLOWED,
        DAILY_LIMIT_REACHED
    }

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
        Set<Check> failed = EnumSet.noneOf(Check.class);
        if (!assignment.number().isActive()) {
            failed.add(Check.NUMBER_INACTIVE);
        }
        if (request.destination() instanceof Destination.Dialable dialable
                && !assignment.terms().countries().allows(dialable.e164().region())) {
            failed.add(Check.COUNTRY_NOT_ALLOWED);
        }
        boolean elseAllowed = failed.isEmpty() && request.destination() instanceof Destination.Dialable;
        if (assignment.remainingOn(day.date()) == 0) {
            failed.add(Check.DAILY_LIMIT_REACHED);
            if (elseAllowed) {
                waitFor(assignment);
            }
        } else if (elseAllowed) {
            candidates.add(assignment);
        }
        failed.forEach(this::count);
    }

    private void count(Check check) {
        failures.merge(check, 1, Integer::sum);
    }

    /** Notes when the assignment's day ends; with a limit of 0, waiting does not help. */
    private void waitFor(Assignment full) {
        if (full.terms().dailyLimit() > 0) {
            Instant end = new CallDay(full.chargedDay(day.date()), day.zone()).end();
            nextAllowed = nextAllowed == null || end.isBefore(nextAllowed) ? end : nextAllowed;
        }
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
        return new Refused(reasons, nextAllowed);
    }

    private void addIfFailed(List<Reason> reasons, Check check, String code, String message) {
        int failed = failures.getOrDefault(check, 0);
        if (failed > 0) {
            reasons.add(new Reason(code, "%s (%d of %d numbers)".formatted(message, failed, assignments.size())));
        }
    }
}
