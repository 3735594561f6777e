package dev.callgate.examples.console.web;

import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.AgentUsage;
import java.util.List;

/**
 * An agent, with some of the assignments.
 *
 * @param calls made today, from all numbers
 * @param limit the daily limits of all numbers together
 * @param numbers how many numbers the agent has
 */
record AgentCard(Agent agent, long calls, long limit, long numbers, List<AssignmentRow> rows) {
    /** Returns a card with the first assignments, at most {@code rows} of them. */
    static AgentCard of(Agent agent, AgentUsage usage, int rows) {
        return new AgentCard(
                agent,
                usage.totals().calls(),
                usage.totals().dailyLimit(),
                usage.totals().numbers(),
                usage.assignments().stream()
                        .limit(rows)
                        .map(each -> AssignmentRow.of(each, usage.day()))
                        .toList());
    }
}
