package dev.callgate;

import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.Caps;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is known about one call at one moment: the agent's assignments, the objections of the policy's rules, and the
 * counters. A decision, its refusal and its next allowed time all use the same one. Immutable.
 */
final class Eligibility {
    private final DecisionContext context;
    private final Instant at;
    private final LocalDate date;
    private final boolean agentHasNumbers;
    private final List<Assignment> assignments;
    private final List<Reason> objections;
    private final CounterSnapshot counters;

    private Eligibility(
            DecisionContext context,
            Instant at,
            boolean agentHasNumbers,
            List<Assignment> assignments,
            List<Reason> objections,
            CounterSnapshot counters) {
        this.context = context;
        this.at = at;
        this.date = context.dayAt(at).date();
        this.agentHasNumbers = agentHasNumbers;
        this.assignments = assignments;
        this.objections = objections;
        this.counters = counters;
    }

    /** Reads the agent's assignments and the counters of all caps and attempt limits that apply. */
    static Eligibility read(DecisionContext context, Instant at, AssignmentStore store) {
        CallRequest request = context.request();
        List<Assignment> all = store.assignmentsOf(request.organization(), request.agent());
        return of(context, at, all, readCounters(context, at, all, store));
    }

    /** Uses assignments from the store's cache. Counters are not read: the store checks them when it counts the call. */
    static Eligibility ofCached(DecisionContext context, Instant at, List<Assignment> all) {
        return of(context, at, all, CounterSnapshot.NONE);
    }

    private static Eligibility of(DecisionContext context, Instant at, List<Assignment> all, CounterSnapshot counters) {
        return new Eligibility(
                context,
                at,
                !all.isEmpty(),
                requested(all, context.request().from()),
                objections(context, at),
                counters);
    }

    private static CounterSnapshot readCounters(
            DecisionContext context, Instant at, List<Assignment> all, AssignmentStore store) {
        Caps caps = context.policy().caps();
        if (caps.isNone() || context.to() == null) {
            return CounterSnapshot.NONE;
        }
        LocalDate date = context.dayAt(at).date();
        Set<Counter> counters = Stream.concat(
                        context.sharedCaps().stream(),
                        all.stream().flatMap(each -> context.numberCap(each, date).stream()))
                .map(Limits.Cap::counter)
                .collect(Collectors.toSet());
        return store.countersOf(
                context.request().organization(), counters, caps.attempts().isEmpty() ? null : context.callee());
    }

    private static List<Assignment> requested(List<Assignment> all, @Nullable E164 from) {
        return from == null
                ? List.copyOf(all)
                : all.stream().filter(each -> each.number().e164().equals(from)).toList();
    }

    private static List<Reason> objections(DecisionContext context, Instant at) {
        List<CallRule> rules = context.policy().rules();
        if (context.to() == null || rules.isEmpty()) {
            return List.of();
        }
        List<Reason> all = new ArrayList<>();
        for (CallRule rule : rules) {
            rule.objectionTo(context.factsAt(at)).ifPresent(all::add);
        }
        return all;
    }

    DecisionContext context() {
        return context;
    }

    Instant at() {
        return at;
    }

    /** Returns the day on which the call counts. */
    LocalDate date() {
        return date;
    }

    /** Returns whether the agent has any number, even if the caller insists on a number that the agent does not have. */
    boolean agentHasNumbers() {
        return agentHasNumbers;
    }

    /** Returns the agent's assignments; only that of the number that the caller insists on, if there is one. */
    List<Assignment> assignments() {
        return assignments;
    }

    List<Reason> objections() {
        return objections;
    }

    CounterSnapshot counters() {
        return counters;
    }

    /** Returns the assignments that the call may be counted on, in the order of the policy's rotation. */
    List<Assignment> candidates() {
        if (context.to() == null
                || !objections.isEmpty()
                || context.blockedPrefix().isPresent()
                || !sharedLimitsHaveRoom()) {
            return List.of();
        }
        List<Assignment> passing = passing();
        return passing.isEmpty() ? passing : context.policy().rotation().order(passing, context.factsAt(at));
    }

    private List<Assignment> passing() {
        for (int i = 0; i < assignments.size(); i++) {
            if (!NumberCheck.allPass(this, assignments.get(i))) {
                return assignments.stream()
                        .filter(each -> NumberCheck.allPass(this, each))
                        .toList();
            }
        }
        return assignments;
    }

    private boolean sharedLimitsHaveRoom() {
        return context.policy().caps().isNone() || context.sharedLimits().remaining(date, at, counters) > 0;
    }

    /** Returns whether an assignment is still a candidate, by the counters that are known now. */
    boolean hasRoomOn(Assignment candidate) {
        return sharedLimitsHaveRoom() && NumberCheck.allPass(this, candidate);
    }

    /** Returns this eligibility with the counts that the store found when it did not count the call. */
    Eligibility updatedBy(CountResult.LimitReached found) {
        List<Assignment> updated = assignments.stream()
                .map(each -> each.id().equals(found.found().id()) ? found.found() : each)
                .toList();
        return new Eligibility(context, at, agentHasNumbers, updated, objections, counters.updatedBy(found.usage()));
    }
}
