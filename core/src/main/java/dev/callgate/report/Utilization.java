package dev.callgate.report;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import java.util.Objects;

/**
 * How much of its daily limit an assignment has used. Immutable.
 *
 * @param agent who calls
 * @param number from which number
 * @param calls that count today
 * @param dailyLimit how many may, as the assignment stands
 */
public record Utilization(AgentId agent, E164 number, int calls, int dailyLimit) {
    /** Requires agent and number. */
    public Utilization {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(number, "number");
    }

    /** Returns the share of the limit that is used, 0 or more; more than 1 where the limit was lowered; 1 of a limit of 0. */
    public double share() {
        return dailyLimit == 0 ? 1 : (double) calls / dailyLimit;
    }
}
