package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Removes an agent and unassigns its numbers in one transaction: both, or none. */
@Component
class AgentRemoval {
    private final JoinedChanges changes;
    private final Agents agents;
    private final Users users;
    private final AccessLog accessLog;
    private final Clock clock;

    AgentRemoval(JoinedChanges changes, Agents agents, Users users, AccessLog accessLog, Clock clock) {
        this.changes = changes;
        this.agents = agents;
        this.users = users;
        this.accessLog = accessLog;
        this.clock = clock;
    }

    /**
     * Removes an agent.
     *
     * @throws Problem if a user's account is the agent's; then nothing is changed
     */
    AgentRemoved remove(Member member, AgentId agent) {
        AtomicInteger unassigned = new AtomicInteger();
        changes.make(store -> unassigned.set(remove(store, member, agent)));
        return new AgentRemoved(true, unassigned.get());
    }

    private int remove(JdbcStorage store, Member member, AgentId agent) {
        OrganizationId organization = member.organization();
        agents.require(organization, agent);
        users.withAccountOf(organization, agent).ifPresent(user -> {
            throw Problem.conflict(
                    "agent_in_use",
                    "agent %s has the user account %s: remove the user first. Nothing was changed."
                            .formatted(agent, user.getUsername()));
        });
        int unassigned = Assignments.over(store)
                .withClock(clock)
                .withActor(member.actor())
                .unassignAll(organization, agent)
                .size();
        agents.remove(organization, agent);
        accessLog.agentRemoved(member.accessActor(), agent, unassigned);
        return unassigned;
    }
}
