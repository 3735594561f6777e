package dev.callgate;

import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands for and against one call at one moment: the numbers that it may be placed from, and the refusal if there is
 * none. Belongs to one decision.
 */
final class Eligibility {
    private final DecisionContext context;
    private final Instant at;
    private final LocalDate date;
    private final boolean hasNumbers;
    private final List<Reason> objections;
    private List<Assignment> assignments;
    private CounterSnapshot usage;
    private boolean outdated;
    private boolean learnt;

    /**
     * Judges a call.
     *
     * @param agents all assignments of the agent
     * @param usage what is known of what else was counted; what is not known counts as nothing
     */
    Eligibility(DecisionContext context, Instant at, List<Assignment> agents, CounterSnapshot usage) {
        this.context = context;
        this.at = at;
        this.date = context.dayAt(at).date();
        this.hasNumbers = !agents.isEmpty();
        this.assignments = asked(context.request().from(), agents);
        this.objections = objections(context, at);
        this.usage = usage;
    }

    private static List<Assignment> asked(@Nullable E164 from, List<Assignment> agents) {
        return from == null
                ? List.copyOf(agents)
                : agents.stream()
                        .filter(each -> each.number().e164().equals(from))
                        .toList();
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

    Instant at() {
        return at;
    }

    /** Returns whether the agent has any number, also where the caller insists on another one. */
    boolean hasNumbers() {
        return hasNumbers;
    }

    /** Returns the assignments that the call may be charged to, the best first. */
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
            if (!NumberCheck.allPass(context, assignments.get(i), date, usage)) {
                return assignments.stream()
                        .filter(one -> NumberCheck.allPass(context, one, date, usage))
                        .toList();
            }
        }
        return assignments;
    }

    private boolean sharedLimitsHaveRoom() {
        return context.policy().caps().isNone() || context.sharedLimits().remaining(date, at, usage) > 0;
    }

    /** Notes what a charge found that had no room. */
    void learn(CountResult.LimitReached full) {
        assignments = assignments.stream()
                .map(each -> each.id().equals(full.found().id()) ? full.found() : each)
                .toList();
        usage = usage.updatedBy(full.usage());
        learnt = true;
    }

    /** Tells whether a candidate still is one, after what was learned; nothing was, as a rule. */
    boolean mayBeCounted(Assignment candidate) {
        return !learnt || (sharedLimitsHaveRoom() && NumberCheck.allPass(context, candidate, date, usage));
    }

    /** Notes that a charge found an assignment changed. */
    void foundChanged() {
        outdated = true;
    }

    /** Tells whether an assignment changed since it was read. */
    boolean isOutdated() {
        return outdated;
    }

    Refused refusal() {
        return new Refusal(context, at, hasNumbers, assignments, objections, usage).told();
    }
}
