package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.AgentUsages;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
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
    private static final int MAX_ADDED = 100;

    private final Agents agents;
    private final Assignments assignments;
    private final AgentUsages usages;
    private final AgentRemoval removal;
    private final AccessLog accessLog;

    AgentsApi(Agents agents, Assignments assignments, AgentUsages usages, AgentRemoval removal, AccessLog accessLog) {
        this.usages = usages;
        this.removal = removal;
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
        String name = name(wanted.name());
        AgentId id = wanted.agentId();
        Agent added = id == null ? agents.add(member.organization(), name) : addOnce(member, id, name);
        accessLog.agentAdded(member.accessActor(), added.id());
        return new AgentResponse(true, AgentJson.of(added));
    }

    /** Adds several agents, or none of them. */
    @PostMapping("/bulk-add")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    AgentsAdded addSeveral(@AuthenticationPrincipal Member member, @RequestBody AddAgents wanted) {
        List<String> names = wanted.names();
        if (names == null || names.isEmpty()) {
            throw Problem.missing("names");
        }
        if (names.size() > MAX_ADDED) {
            throw Problem.invalid("names", "names has %d entries: send at most %d".formatted(names.size(), MAX_ADDED));
        }
        List<AgentJson> added = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name =
                    RequestValues.name("names[%d]".formatted(i), names.get(i), each -> Names.require("name", each));
            Agent agent = agents.add(member.organization(), name);
            accessLog.agentAdded(member.accessActor(), agent.id());
            added.add(AgentJson.of(agent));
        }
        return new AgentsAdded(true, added);
    }

    private static String name(@Nullable String text) {
        return RequestValues.name("name", text, each -> Names.require("name", each));
    }

    private Agent addOnce(Member member, AgentId id, String name) {
        try {
            return agents.add(member.organization(), id, name);
        } catch (DuplicateKeyException e) {
            throw Problem.conflict(
                    "agent_exists", "there is an agent with the id %s: choose another one".formatted(id), "id");
        }
    }

    /** Renames an agent, or activates or deactivates it. All given values are changed, or none. */
    @PatchMapping("/{id}")
    @Transactional
    AgentResponse change(
            @AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody UpdateAgent wanted) {
        Agent agent = agents.require(member.organization(), new AgentId(id));
        if (wanted.name() == null && wanted.active() == null) {
            throw Problem.missing("name");
        }
        if (wanted.name() != null) {
            agents.rename(member.organization(), agent.id(), name(wanted.name()));
            accessLog.agentRenamed(member.accessActor(), agent.id());
        }
        if (wanted.active() != null && wanted.active() != agent.active()) {
            agents.setActive(member.organization(), agent.id(), wanted.active());
            accessLog.agentActivated(member.accessActor(), agent.id(), wanted.active());
        }
        return response(member, agent.id());
    }

    private AgentResponse response(Member member, AgentId agent) {
        return new AgentResponse(true, AgentJson.of(agents.require(member.organization(), agent)));
    }

    /** Replaces the name of an agent by its ID, for example at the person's request. Calls and assignments stay, under the ID. */
    @PostMapping("/{id}/erase-name")
    @Transactional
    AgentResponse eraseName(@AuthenticationPrincipal Member member, @PathVariable String id) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        agents.rename(member.organization(), agent, agent.value());
        accessLog.agentNameErased(member.accessActor(), agent);
        return response(member, agent);
    }

    /**
     * Removes an agent without a user account, and its name. Its numbers are unassigned in the same transaction. The calls stay, under the
     * agent's ID.
     */
    @DeleteMapping("/{id}")
    AgentRemoved remove(@AuthenticationPrincipal Member member, @PathVariable String id) {
        return removal.remove(member, new AgentId(id));
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
