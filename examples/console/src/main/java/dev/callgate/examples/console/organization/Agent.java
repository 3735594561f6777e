package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;

/**
 * An agent, who places calls.
 *
 * @param id for assignments
 * @param name for people
 */
public record Agent(AgentId id, String name) {}
