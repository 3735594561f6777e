package dev.callgate.admin;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * A snapshot of an agent and the numbers that the agent may call from. Immutable.
 *
 * @param agent the agent's ID
 * @param assignments the agent's assignments, in the order of their numbers; at least one
 */
public record AgentNumbers(AgentId agent, List<Assignment> assignments) {
    /** Copies the assignments. */
    public AgentNumbers {
        Objects.requireNonNull(agent, "agent");
        assignments = List.copyOf(assignments);
    }

    /** Returns how many calls the agent made on a day, from all these numbers together; see {@link Assignment#callsOn}. */
    public long callsOn(LocalDate day) {
        return assignments.stream().mapToLong(each -> each.callsOn(day)).sum();
    }

    /** Returns the sum of the daily limits, in calls per day. */
    public long dailyLimit() {
        return assignments.stream().mapToLong(each -> each.terms().dailyLimit()).sum();
    }
}
