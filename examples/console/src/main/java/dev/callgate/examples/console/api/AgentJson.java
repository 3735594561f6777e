package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.Agent;

/**
 * An agent.
 *
 * @param active whether its calls may be allowed, and its account may log in
 */
record AgentJson(String id, String name, boolean active) {
    static AgentJson of(Agent agent) {
        return new AgentJson(agent.id().value(), agent.name(), agent.active());
    }
}
