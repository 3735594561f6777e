package dev.callgate.report;

import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Refusals that have something in common. What was not asked by is null. Immutable.
 *
 * <p>Refusals of agents that had no number are counted together, without an agent: requests may name agents that do not exist,
 * and each of those would make rows of its own. So an agent whose numbers were all taken away looks like an agent that does not
 * exist; refusals from before that stay the agent's. The reason in such a row is
 * {@link dev.callgate.call.Refused.Reason#NO_ASSIGNMENT}, or that of a call id which was used before. A
 * {@link dev.callgate.CallListener} is told each refused request, with its agent.
 *
 * @param day on which
 * @param agent who wanted to call; null also if asked by agent, in the row of all agents that had no number
 * @param reason the code of the first thing that stood against the calls: {@link dev.callgate.call.Refused.Reason#code}
 * @param refusals how many; a call that was refused twice counts twice
 */
public record RefusalRow(@Nullable LocalDate day, @Nullable AgentId agent, String reason, long refusals) {
    /** Requires the reason. */
    public RefusalRow {
        Objects.requireNonNull(reason, "reason");
    }
}
