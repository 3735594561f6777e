package dev.callgate.spi;

import dev.callgate.model.AgentId;
import dev.callgate.model.Terms;
import java.util.Objects;
import java.util.UUID;

/**
 * A number that is to be given to an agent.
 *
 * @param id the assignment's id, if the agent never had the number
 * @param numberId which number
 * @param agent to whom
 * @param terms under which terms
 */
public record NewAssignment(UUID id, UUID numberId, AgentId agent, Terms terms) {
    /** Requires all of it. */
    public NewAssignment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(numberId, "number id");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(terms, "terms");
    }
}
