package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.AgentAssignments;
import dev.callgate.examples.console.organization.AgentUsages;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The agents of an organization, and how much they used of their limits today. */
@RestController
@RequestMapping("/api/v1/agents")
@PreAuthorize("hasRole('ADMIN')")
class AgentsApi {
    private final Agents agents;
    private final Assignments assignments;
    private final AgentUsages usages;
    private final Users users;
    private final AccessLog accessLog;

    AgentsApi(Agents agents, Assignments assignments, AgentUsages usages, Users users, AccessLog accessLog) {
        this.usages = usages;
        this.users = users;
        this.agents = agents;
        this.assignments = assignments;
        this.accessLog = accessLog;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    AgentPage list(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        List<AgentJson> page =
                agents
                        .list(member.organization(), search, RequestValues.limit(limit), RequestValues.offset(offset))
                        .stream()
                        .map(AgentJson::of)
                        .toList();
        return new AgentPage(true, page, agents.count(member.organization(), search));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    AgentResponse add(@AuthenticationPrincipal Member member, @RequestBody CreateAgent wanted) {
        String name = RequestValues.name("name", wanted.name(), each -> Names.require("name", each));
        Agent added = agents.add(member.organization(), name);
        accessLog.agentAdded(member.accessActor(), added.id());
        return new AgentResponse(true, AgentJson.of(added));
    }

    @PatchMapping("/{id}")
    @Transactional
    AgentResponse rename(
            @AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody UpdateAgent wanted) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        String name = RequestValues.name("name", wanted.name(), each -> Names.require("name", each));
        agents.rename(member.organization(), agent, name);
        accessLog.agentRenamed(member.accessActor(), agent);
        return new AgentResponse(true, new AgentJson(agent.value(), name));
    }

    /** Removes an agent without numbers and without a user account. Reports keep the calls, under the agent's ID. */
    @DeleteMapping("/{id}")
    @Transactional
    Success remove(@AuthenticationPrincipal Member member, @PathVariable String id) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        if (!AgentAssignments.page(assignments, member.organization(), agent, null, 1)
                .isEmpty()) {
            throw Problem.conflict(
                    "agent_in_use", "the agent has numbers: move them first with POST /api/v1/agents/ID/move-numbers");
        }
        if (users.hasAccountOf(member.organization(), agent)) {
            throw Problem.conflict("agent_in_use", "the agent has a user account: remove the user first");
        }
        agents.remove(member.organization(), agent);
        accessLog.agentRemoved(member.accessActor(), agent);
        return new Success(true);
    }

    @GetMapping("/{id}/usage")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER') or #member.canSee(#id) and !hasRole('DIALER')")
    AgentUsageResponse usage(
            @AuthenticationPrincipal Member member,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        int most = RequestValues.limit(limit);
        return AgentUsageResponse.of(usages.of(member.organization(), agent, RequestValues.after(after), most), most);
    }

    /** Moves all numbers of an agent to another agent, or makes them available. */
    @PostMapping("/{id}/move-numbers")
    NumbersMoved moveAll(
            @AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody MoveNumbers wanted) {
        AgentId from = agents.require(member.organization(), new AgentId(id)).id();
        Assignments mine = assignments.withActor(member.actor());
        return new NumbersMoved(
                true,
                wanted.to() == null
                        ? mine.unassignAll(member.organization(), from).size()
                        : mine.moveAll(
                                        member.organization(),
                                        from,
                                        agents.require(member.organization(), new AgentId(wanted.to()))
                                                .id())
                                .size());
    }
}
