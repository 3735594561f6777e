package dev.callgate.report;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import java.util.Objects;

/**
 * The share of its daily limit that an assignment has used. Immutable.
 *
 * @param agent the agent of the assignment
 * @param number the number of the assignment
 * @param calls the number of calls that count today, in the organization's time zone
 * @param dailyLimit the current daily limit
 */
public record Utilization(AgentId agent, E164 number, int calls, int dailyLimit) {
    /** Requires the agent and the number. */
    public Utilization {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(number, "number");
    }

    /**
     * Returns the used share of the limit, 0 or more. It is greater than 1 if the limit was lowered below the number of
     * calls, and 1 if the limit is 0.
     */
    public double share() {
        return dailyLimit == 0 ? 1 : (double) calls / dailyLimit;
    }
}
