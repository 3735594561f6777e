package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.AgentAssignments;
import dev.callgate.examples.console.organization.AgentTotals;
import dev.callgate.examples.console.organization.AgentTotals.Totals;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
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

/** The agents of an organization, and what they used of their limits today. */
@RestController
@RequestMapping("/api/v1/agents")
@PreAuthorize("hasRole('ADMIN')")
class AgentsApi {
    private final Agents agents;
    private final Assignments assignments;
    private final AgentTotals totals;
    private final Organizations organizations;
    private final Users users;
    private final AccessLog accessLog;

    AgentsApi(
            Agents agents,
            Assignments assignments,
            AgentTotals totals,
            Organizations organizations,
            Users users,
            AccessLog accessLog) {
        this.totals = totals;
        this.users = users;
        this.agents = agents;
        this.assignments = assignments;
        this.organizations = organizations;
        this.accessLog = accessLog;
    }

    /** An agent. */
    record AgentJson(String id, String name) {
        static AgentJson of(Agent agent) {
            return new AgentJson(agent.id().value(), agent.name());
        }
    }

    /** A page of agents; {@code total} counts those of all pages. */
    record Page(boolean success, List<AgentJson> agents, int total) {}

    /** One agent. */
    record One(boolean success, AgentJson agent) {}

    /** That it was done. */
    record Done(boolean success) {}

    /** An agent to be added, or another name. */
    record New(@Nullable String name) {}

    /**
     * How often an agent called today, and may call in all; from all numbers together, and by number on a page of them.
     *
     * @param next what to ask for as {@code after} to get the next page; null on the last
     */
    record Usage(
            boolean success,
            LocalDate day,
            long callsMadeToday,
            long dailyLimit,
            List<NumberUsage> numbers,
            @Nullable String next) {}

    /** The same of one number. */
    record NumberUsage(String phoneNumber, int callsMadeToday, int dailyLimit) {
        static NumberUsage of(Assignment each, LocalDate today) {
            return new NumberUsage(
                    each.number().e164().toString(),
                    each.callsOn(today),
                    each.terms().dailyLimit());
        }
    }

    /** Whose numbers another agent is to have; nobody's where it is missing. */
    record Move(@Nullable String to) {}

    /** How many numbers went to somebody else, or to nobody. */
    record Moved(boolean success, int numbers) {}

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    Page list(
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
        return new Page(true, page, agents.count(member.organization(), search));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    One add(@AuthenticationPrincipal Member member, @RequestBody New wanted) {
        String name = RequestValues.name("name", wanted.name(), each -> Names.require("name", each));
        Agent added = agents.add(member.organization(), name);
        accessLog.agentAdded(member.accessActor(), added.id());
        return new One(true, AgentJson.of(added));
    }

    @PatchMapping("/{id}")
    @Transactional
    One rename(@AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody New wanted) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        String name = RequestValues.name("name", wanted.name(), each -> Names.require("name", each));
        agents.rename(member.organization(), agent, name);
        accessLog.agentRenamed(member.accessActor(), agent);
        return new One(true, new AgentJson(agent.value(), name));
    }

    /** Removes an agent who has neither numbers nor an account. What the agent called stays in reports, under the id. */
    @DeleteMapping("/{id}")
    @Transactional
    Done remove(@AuthenticationPrincipal Member member, @PathVariable String id) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        if (!AgentAssignments.page(assignments, member.organization(), agent, null, 1)
                .isEmpty()) {
            throw Problem.conflict(
                    "agent_in_use", "the agent has numbers: move them first, with POST /api/v1/agents/ID/move-numbers");
        }
        if (users.hasAccountOf(member.organization(), agent)) {
            throw Problem.conflict("agent_in_use", "a user's account is the agent's: remove the user first");
        }
        agents.remove(member.organization(), agent);
        accessLog.agentRemoved(member.accessActor(), agent);
        return new Done(true);
    }

    @GetMapping("/{id}/usage")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER') or #member.maySee(#id) and !hasRole('DIALER')")
    Usage usage(
            @AuthenticationPrincipal Member member,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        LocalDate today = organizations.today(member.organization());
        int most = RequestValues.limit(limit);
        List<Assignment> found =
                AgentAssignments.page(assignments, member.organization(), agent, RequestValues.after(after), most);
        Totals all = totals.of(member.organization(), agent, today);
        return new Usage(
                true,
                today,
                all.calls(),
                all.dailyLimit(),
                found.stream().map(each -> NumberUsage.of(each, today)).toList(),
                RequestValues.next(found, most, each -> each.number().e164().toString()));
    }

    /** All numbers of an agent who leaves go to another, or back to the inventory. */
    @PostMapping("/{id}/move-numbers")
    Moved moveAll(@AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody Move wanted) {
        AgentId from = agents.require(member.organization(), new AgentId(id)).id();
        Assignments mine = assignments.withActor(member.actor());
        return new Moved(
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
