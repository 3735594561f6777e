package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;

/**
 * Adds an agent.
 *
 * @param id an ID of the client's own; a new one if it is missing
 */
record CreateAgent(@Nullable String id, @Nullable String name) {
    /** Returns the given ID, or null. */
    @Nullable
    AgentId agentId() {
        if (id == null) {
            return null;
        }
        try {
            return Names.agent(id);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("id", String.valueOf(e.getMessage()));
        }
    }
}
