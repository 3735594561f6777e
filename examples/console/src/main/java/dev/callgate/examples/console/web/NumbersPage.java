package dev.callgate.examples.console.web;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.examples.console.login.SavedFilters;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.NumberFilter;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inventory, page by page, and the dialogs for changes. */
@Controller
@RequestMapping("/phone-numbers")
@PreAuthorize("hasRole('ADMIN')")
class NumbersPage {
    private static final int ROWS = 50;

    /** The count stops here, since counting more is slow and a larger figure is of little use. */
    private static final int MAX_COUNTED = 10_000;

    /** The most choices in a dialog; a search finds the others. */
    private static final int CHOICES = 20;

    private static final int DAYS_OF_QUARANTINE = 14;

    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;
    private final SavedFilters filters;

    NumbersPage(NumberInventory inventory, Agents agents, Organizations organizations, SavedFilters filters) {
        this.filters = filters;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    String list(
            @AuthenticationPrincipal Member member,
            @ModelAttribute("filter") NumberFilter filter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String earlier,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("countries", Country.all());
        model.addAttribute("filters", FilterMenu.of(filters, member, Filtered.NUMBERS, request));
        model.addAttribute("exports", new ExportLinks(filter));
        model.addAttribute("mostCounted", MAX_COUNTED);
        try {
            addNumbers(member, filter, after, earlier, model);
        } catch (Problem e) {
            FormProblem.show(e, Set.of("search", "assignment", "status", "provider", "country_code"), response, model);
        }
        return "numbers";
    }

    private void addNumbers(
            Member member, NumberFilter filter, @Nullable String after, @Nullable String earlier, Model model) {
        NumberQuery query = filter.query(member.organization());
        NumberQuery behind = after == null ? query : query.after(E164.of(after));
        CursorPage<PhoneNumber> shown = CursorPage.of(inventory.list(behind.limit(ROWS + 1)), ROWS, each -> each.e164()
                .toString());
        model.addAttribute("rows", rows(member, shown.rows()));
        model.addAttribute("count", inventory.countUpTo(query, MAX_COUNTED));
        model.addAttribute("paging", Paging.at(after, earlier, shown.next()));
    }

    private List<NumberRow> rows(Member member, List<PhoneNumber> numbers) {
        Set<AgentId> assignees = numbers.stream()
                .map(PhoneNumber::assignedTo)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<AgentId, String> names = agents.names(member.organization(), assignees);
        LocalDate today = organizations.today(member.organization());
        return numbers.stream().map(each -> NumberRow.of(each, names, today)).toList();
    }

    @GetMapping("/bulk-upload")
    String bulkUpload() {
        return "bulk-upload";
    }

    @GetMapping("/new")
    String add(Model model) {
        model.addAttribute("countries", Country.all());
        return "dialogs :: add-number";
    }

    /** The available numbers that begin or end with the search, as choices. */
    @GetMapping("/choices")
    String choices(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String search,
            Model model) {
        NumberFilter available = new NumberFilter("active", "available", null, null, search);
        model.addAttribute(
                "numbers", inventory.list(available.query(member.organization()).limit(CHOICES)));
        return "dialogs :: number-choices";
    }

    @GetMapping("/{id}/assign")
    String assign(@AuthenticationPrincipal Member member, @PathVariable UUID id, Model model) {
        PhoneNumber number = found(member, id);
        model.addAttribute("number", number);
        model.addAttribute("countryChoice", CountryChoice.of(Set.of(number.country())));
        model.addAttribute("defaultLimit", Terms.DEFAULT_DAILY_LIMIT);
        model.addAttribute("agents", agents.active(member.organization(), "", CHOICES));
        return "dialogs :: assign-number";
    }

    @GetMapping("/{id}/quarantine")
    String quarantine(@AuthenticationPrincipal Member member, @PathVariable UUID id, Model model) {
        LocalDate today = organizations.today(member.organization());
        model.addAttribute("number", found(member, id));
        model.addAttribute("tomorrow", today.plusDays(1));
        model.addAttribute("until", today.plusDays(DAYS_OF_QUARANTINE));
        return "dialogs :: quarantine";
    }

    /** The dialog of a bulk action, which the last part of the path names. */
    @GetMapping({
        "/bulk/assign",
        "/bulk/move",
        "/bulk/unassign",
        "/bulk/quarantine",
        "/bulk/end-quarantine",
        "/bulk/activate",
        "/bulk/deactivate",
        "/bulk/delete"
    })
    String bulk(@AuthenticationPrincipal Member member, HttpServletRequest request, Model model) {
        LocalDate today = organizations.today(member.organization());
        String region = organizations.get(member.organization()).region();
        model.addAttribute("countryChoice", CountryChoice.of(Set.of(region)));
        model.addAttribute("defaultLimit", Terms.DEFAULT_DAILY_LIMIT);
        model.addAttribute("agents", agents.active(member.organization(), "", CHOICES));
        model.addAttribute("agentCount", agents.countActive(member.organization()));
        model.addAttribute("tomorrow", today.plusDays(1));
        model.addAttribute("until", today.plusDays(DAYS_OF_QUARANTINE));
        String path = request.getRequestURI();
        return "bulk :: " + path.substring(path.lastIndexOf('/') + 1);
    }

    /** The agents whose names begin with the search, as choices of a bulk action. */
    @GetMapping("/bulk/agents")
    String bulkAgents(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String search,
            Model model) {
        model.addAttribute("agents", agents.active(member.organization(), search == null ? "" : search, CHOICES));
        return "bulk :: agents";
    }

    private PhoneNumber found(Member member, UUID id) {
        return inventory.find(member.organization(), id).orElseThrow(() -> Problem.notFound("number", id));
    }
}
