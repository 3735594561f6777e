package dev.callgate.report;

import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The number of refusals with the same reason and the same values of the requested dimensions. Dimensions that were not
 * requested are null. Immutable.
 *
 * <p>Refusals of agents without a number are counted together, without an agent, because requests may name agents that
 * do not exist, and each of them would add rows. So an agent whose numbers were all unassigned is counted like an agent
 * that does not exist; its earlier refusals keep the agent. The reason in such a row is {@link
 * dev.callgate.call.Refused.Reason#NO_ASSIGNMENT}, or the reason of a reused call ID. A {@link
 * dev.callgate.CallListener} receives each refused request with its agent.
 *
 * @param day the day of the refusals, in the organization's time zone
 * @param agent the agent that requested the calls; also null in a report by agent, in the row of all agents without a
 *     number
 * @param reason the code of the cause of each refusal: {@link dev.callgate.call.Refused.Reason#code}
 * @param refusals the number of refusals; a call that was refused twice counts twice
 */
public record RefusalRow(@Nullable LocalDate day, @Nullable AgentId agent, String reason, long refusals) {
    /** Requires the reason. */
    public RefusalRow {
        Objects.requireNonNull(reason, "reason");
    }
}
