package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;

/**
 * Somebody who calls.
 *
 * @param id what assignments name
 * @param name for people
 */
public record Agent(AgentId id, String name) {}
