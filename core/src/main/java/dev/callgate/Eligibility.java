package dev.callgate;

import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that is known about one call at one moment: the agent's assignments, the objections of the policy's rules, and the
 * counters. A decision, its refusal and its next allowed time all use the same one. Immutable.
 */
final class Eligibility {
    private final DecisionContext context;
    private final Moment moment;
    private final boolean agentHasNumbers;
    private final List<Assignment> assignments;
    private final List<Reason> objections;
    private final CounterSnapshot counters;

    private Eligibility(
            DecisionContext context,
            Moment moment,
            boolean agentHasNumbers,
            List<Assignment> assignments,
            List<Reason> objections,
            CounterSnapshot counters) {
        this.context = context;
        this.moment = moment;
        this.agentHasNumbers = agentHasNumbers;
        this.assignments = assignments;
        this.objections = objections;
        this.counters = counters;
    }

    /**
     * Returns what is known by an agent's assignments. Counters are not read yet: the store checks them when it counts the call. See
     * {@link #withCounters}.
     */
    static Eligibility of(DecisionContext context, Instant at, List<Assignment> all) {
        return new Eligibility(
                context,
                Moment.of(context, at),
                !all.isEmpty(),
                requested(all, context.request().from()),
                objections(context, at),
                CounterSnapshot.NONE);
    }

    static Eligibility read(DecisionContext context, Instant at, AssignmentStore store) {
        CallRequest request = context.request();
        return of(context, at, store.assignmentsOf(request.organization(), request.agent()));
    }

    /** Returns this eligibility with the counters of all limits that apply, as they are stored now. */
    Eligibility withCounters(AssignmentStore store) {
        Set<Counter> named = namedCounters();
        return named.isEmpty()
                ? this
                : withCounters(store.countersOf(context.request().organization(), named, moment.at()));
    }

    /** Returns the counters of all limits that apply. */
    Set<Counter> namedCounters() {
        if (context.policy().limits().isEmpty()) {
            return Set.of();
        }
        Set<Counter> named = new HashSet<>();
        moment.shared().forEach(each -> named.add(each.counted().counter()));
        for (Assignment assignment : assignments) {
            moment.ofNumber(assignment.number())
                    .forEach(each -> named.add(each.counted().counter()));
        }
        return named;
    }

    Eligibility withCounters(CounterSnapshot read) {
        return new Eligibility(context, moment, agentHasNumbers, assignments, objections, read);
    }

    private static List<Assignment> requested(List<Assignment> all, @Nullable E164 from) {
        return from == null
                ? List.copyOf(all)
                : all.stream().filter(each -> each.number().e164().equals(from)).toList();
    }

    private static List<Reason> objections(DecisionContext context, Instant at) {
        List<CallRule> rules = context.rules();
        Set<String> missing = context.missingAttributes();
        if (context.to() == null || (rules.isEmpty() && missing.isEmpty())) {
            return List.of();
        }
        List<Reason> all = new ArrayList<>();
        for (String name : missing) {
            all.add(new Reason(
                    Reason.ATTRIBUTE_MISSING,
                    "the request has no attribute %1$s, by which the policy distinguishes calls: add with(\"%1$s\", …)"
                            .formatted(name)));
        }
        for (CallRule rule : rules) {
            rule.objectionTo(context.factsAt(at)).ifPresent(all::add);
        }
        return all;
    }

    DecisionContext context() {
        return context;
    }

    Moment moment() {
        return moment;
    }

    Instant at() {
        return moment.at();
    }

    /** Returns the day on which the call counts. */
    LocalDate date() {
        return moment.date();
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

    /** Returns how much of the limits is used that apply to a call from an assignment. */
    List<LimitUsage> usageOn(Assignment assignment, CounterSnapshot read) {
        if (moment.isWithoutLimits()) {
            return List.of();
        }
        List<LimitUsage> all = new ArrayList<>();
        moment.shared().forEach(each -> all.add(each.usage(read)));
        moment.ofNumber(assignment.number()).forEach(each -> all.add(each.usage(read)));
        return all;
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
        return passing.isEmpty() ? passing : context.policy().rotation().order(passing, context.factsAt(moment.at()));
    }

    /** Returns whether the call is refused, and for no other reason than limits that are reached. */
    boolean isRefusedByLimits() {
        return context.to() != null
                && objections.isEmpty()
                && context.blockedPrefix().isEmpty()
                && !assignments.isEmpty()
                && assignments.stream().allMatch(each -> NumberCheck.allPassButLimits(this, each))
                && (!sharedLimitsHaveRoom() || passing().isEmpty());
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
        for (AppliedLimit limit : moment.shared()) {
            if (!limit.hasRoom(counters)) {
                return false;
            }
        }
        return true;
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
        return new Eligibility(
                context, moment, agentHasNumbers, updated, objections, counters.updatedBy(found.usage()));
    }
}
