package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;

/**
 * An agent, who places calls: a person, a program, or a team whose members share numbers.
 *
 * @param id for assignments
 * @param name for people
 * @param active whether its calls may be allowed, and its account may log in
 */
public record Agent(AgentId id, String name, boolean active) {}
