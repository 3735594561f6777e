package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.Agent;

/** An agent. */
record AgentJson(String id, String name) {
    static AgentJson of(Agent agent) {
        return new AgentJson(agent.id().value(), agent.name());
    }
}
