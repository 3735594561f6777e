package dev.callgate.examples.console.web;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.AgentUsage;
import dev.callgate.examples.console.organization.AgentUsages;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The agents, with their numbers and usage, and the dialogs for changes. */
@Controller
@RequestMapping("/agent-assignments")
@PreAuthorize("hasRole('ADMIN')")
class AgentsPage {
    private static final int AGENTS = 20;

    /** The most numbers of each agent in the list of agents; the page of the agent has all. */
    private static final int NUMBERS = 5;

    /** The most numbers on a page of one agent. */
    private static final int ROWS = 50;

    /** The most choices in a dialog; a search finds the others. */
    private static final int CHOICES = 20;

    private final Agents agents;
    private final Assignments assignments;
    private final AgentUsages usages;
    private final NumberInventory inventory;
    private final Organizations organizations;

    AgentsPage(
            Agents agents,
            Assignments assignments,
            AgentUsages usages,
            NumberInventory inventory,
            Organizations organizations) {
        this.usages = usages;
        this.agents = agents;
        this.assignments = assignments;
        this.inventory = inventory;
        this.organizations = organizations;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    String list(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        String name = search == null ? "" : search;
        int count = agents.count(member.organization(), name);
        Numbered paging = Numbered.of(page, count, AGENTS);
        model.addAttribute("search", search);
        model.addAttribute("count", count);
        model.addAttribute("paging", paging);
        model.addAttribute("cards", cards(member, agents.list(member.organization(), name, AGENTS, paging.offset())));
        return "agents";
    }

    private List<AgentCard> cards(Member member, List<Agent> shown) {
        Map<AgentId, AgentUsage> usage =
                usages.of(member.organization(), shown.stream().map(Agent::id).toList(), NUMBERS);
        return shown.stream()
                .map(each -> AgentCard.of(each, Objects.requireNonNull(usage.get(each.id())), NUMBERS))
                .toList();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER') or hasRole('AGENT') and #member.canSee(#id)")
    String one(
            @AuthenticationPrincipal Member member,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String earlier,
            Model model) {
        Agent agent = agents.require(member.organization(), new AgentId(id));
        AgentUsage usage = usages.of(member.organization(), agent.id(), RequestValues.after(after), ROWS + 1);
        CursorPage<Assignment> shown = CursorPage.of(
                usage.assignments(), ROWS, each -> each.number().e164().toString());
        model.addAttribute("card", AgentCard.of(agent, usage, ROWS));
        model.addAttribute("paging", Paging.at(after, earlier, shown.next()));
        return "agent";
    }

    @GetMapping("/new")
    String add() {
        return "dialogs :: add-agent";
    }

    @GetMapping("/several")
    String addSeveral() {
        return "dialogs :: add-agents";
    }

    @GetMapping("/{id}/rename")
    String rename(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        model.addAttribute("renamed", agents.require(member.organization(), new AgentId(id)));
        return "dialogs :: rename-agent";
    }

    @GetMapping("/{id}/remove")
    String remove(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        Agent removed = agents.require(member.organization(), new AgentId(id));
        model.addAttribute("removed", removed);
        model.addAttribute(
                "numbers",
                usages.of(member.organization(), removed.id(), null, 1).totals().numbers());
        return "dialogs :: remove-agent";
    }

    /** The active agents with a name that begins with the search, as choices. */
    @GetMapping("/choices")
    String choices(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String search,
            Model model) {
        model.addAttribute("agents", agents.active(member.organization(), search == null ? "" : search, CHOICES));
        return "dialogs :: agent-choices";
    }

    @GetMapping("/{id}/assign")
    String assign(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        model.addAttribute("agentOfNumbers", agents.require(member.organization(), new AgentId(id)));
        model.addAttribute(
                "countryChoice",
                CountryChoice.of(Set.of(organizations.get(member.organization()).region())));
        model.addAttribute("defaultLimit", Terms.DEFAULT_DAILY_LIMIT);
        model.addAttribute("numbers", available(member));
        return "dialogs :: assign-to-agent";
    }

    private List<PhoneNumber> available(Member member) {
        return inventory.list(NumberQuery.of(member.organization())
                .status(NumberStatus.ACTIVE)
                .assigned(false)
                .limit(CHOICES));
    }

    @GetMapping("/{id}/move")
    String move(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        model.addAttribute("agentOfNumbers", agents.require(member.organization(), new AgentId(id)));
        model.addAttribute("agents", agents.active(member.organization(), "", CHOICES));
        return "dialogs :: move-numbers";
    }

    @GetMapping("/{id}/terms/{numberId}")
    String terms(
            @AuthenticationPrincipal Member member, @PathVariable String id, @PathVariable UUID numberId, Model model) {
        AgentId agent = agents.require(member.organization(), new AgentId(id)).id();
        Assignment assignment = assignments
                .find(member.organization(), numberId)
                .filter(each -> agent.equals(each.agent()))
                .orElseThrow(() -> Problem.notFound("number of this agent", numberId));
        model.addAttribute("assignment", assignment);
        model.addAttribute(
                "countryChoice", CountryChoice.of(assignment.terms().countries().codes()));
        model.addAttribute("anyCountry", assignment.terms().countries().codes().contains(Countries.ANY));
        return "dialogs :: terms";
    }
}
