package dev.callgate;

import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.spi.ChargeResult;
import dev.callgate.spi.Usage;
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
    private final Call call;
    private final Instant at;
    private final LocalDate date;
    private final boolean hasNumbers;
    private final List<Reason> objections;
    private List<Assignment> assignments;
    private Usage usage;
    private boolean outdated;
    private boolean learnt;

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
        this.objections = objections(call, at);
        this.usage = usage;
    }

    private static List<Assignment> asked(@Nullable E164 from, List<Assignment> agents) {
        return from == null
                ? List.copyOf(agents)
                : agents.stream()
                        .filter(each -> each.number().e164().equals(from))
                        .toList();
    }

    private static List<Reason> objections(Call call, Instant at) {
        List<CallRule> rules = call.policy().rules();
        if (call.to() == null || rules.isEmpty()) {
            return List.of();
        }
        List<Reason> all = new ArrayList<>();
        for (CallRule rule : rules) {
            rule.objectionTo(call.factsAt(at)).ifPresent(all::add);
        }
        return all;
    }

    Instant at() {
        return at;
    }

    /** Returns the assignments that the call may be charged to, the best first. */
    List<Assignment> candidates() {
        if (call.to() == null || !objections.isEmpty() || call.blockedPrefix().isPresent() || !sharedLimitsHaveRoom()) {
            return List.of();
        }
        List<Assignment> passing = passing();
        return passing.isEmpty() ? passing : call.policy().rotation().order(passing, call.factsAt(at));
    }

    private List<Assignment> passing() {
        for (int i = 0; i < assignments.size(); i++) {
            if (!NumberCheck.allPass(call, assignments.get(i), date, usage)) {
                return assignments.stream()
                        .filter(one -> NumberCheck.allPass(call, one, date, usage))
                        .toList();
            }
        }
        return assignments;
    }

    private boolean sharedLimitsHaveRoom() {
        return call.policy().caps().isNone() || call.sharedLimits().remaining(date, at, usage) > 0;
    }

    /** Notes what a charge found that had no room. */
    void learn(ChargeResult.Full full) {
        assignments = assignments.stream()
                .map(each -> each.id().equals(full.found().id()) ? full.found() : each)
                .toList();
        usage = usage.updatedBy(full.usage());
        learnt = true;
    }

    /** Tells whether a candidate still is one, after what was learnt; nothing was, as a rule. */
    boolean mayBeCharged(Assignment candidate) {
        return !learnt || (sharedLimitsHaveRoom() && NumberCheck.allPass(call, candidate, date, usage));
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
        return new Refusal(call, at, hasNumbers, assignments, objections, usage).told();
    }
}
