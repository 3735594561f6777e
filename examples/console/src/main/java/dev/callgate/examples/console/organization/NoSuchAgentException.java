package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;

/** Thrown if an organization does not have an agent. */
public final class NoSuchAgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String agent;

    /** Creates an exception for an agent. */
    public NoSuchAgentException(AgentId agent) {
        super("there is no agent " + agent);
        this.agent = agent.value();
    }

    /** Returns the ID that no agent of the organization has. */
    public String agent() {
        return agent;
    }
}
