package dev.callgate.examples.console.organization;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.policy.CallRule;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses the calls of agents that are deactivated or removed. An instance belongs to one decision: it reads an agent once, however often the
 * gate evaluates the rule. The next decision reads it again, so that a change takes effect at the next decision on every node.
 */
public final class ActiveAgents implements CallRule {
    private static final String CODE = "agent_not_active";

    private final Agents agents;
    private final Map<AgentId, Boolean> known = new ConcurrentHashMap<>();

    /** Creates the rule for one decision. */
    public ActiveAgents(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        boolean active = known.computeIfAbsent(call.agent(), id -> agents.isActive(call.organization(), id));
        return active ? Optional.empty() : Optional.of(objectionTo(call.agent()));
    }

    private static Reason objectionTo(AgentId agent) {
        return new Reason(CODE, "agent %s is deactivated or removed: activate the agent first".formatted(agent));
    }
}
