package dev.callgate.examples.console.web;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.audit.AuditFilter;
import dev.callgate.examples.console.audit.AuditLine;
import dev.callgate.examples.console.audit.AuditReader;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.AuditRequest;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit trail and the access log, the newest entries first. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'OPERATOR')")
class AuditPage {
    private static final int ROWS = 50;

    private final AuditReader audit;
    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;

    AuditPage(AuditReader audit, NumberInventory inventory, Agents agents, Organizations organizations) {
        this.audit = audit;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * The filter of the form.
     *
     * @param from the first day, in the organization's zone
     * @param to the last day
     */
    record Search(
            @Nullable String kind,
            @Nullable String actor,
            @Nullable String number,
            @Nullable String from,
            @Nullable String to) {}

    @GetMapping("/audit")
    String list(
            @AuthenticationPrincipal Member member,
            Search search,
            @RequestParam(name = "number_id", required = false) @Nullable UUID numberId,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable String earlier,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("search", search);
        try {
            addEntries(member, filter(member, search, numberId, after), after, earlier, model);
        } catch (Problem e) {
            FormProblem.show(e, Set.of("kind", "number", "actor", "from", "to"), response, model);
        }
        return "audit";
    }

    private void addEntries(
            Member member, AuditFilter filter, @Nullable UUID after, @Nullable String earlier, Model model) {
        CursorPage<AuditLine> shown =
                CursorPage.of(audit.list(filter), ROWS, each -> each.id().toString());
        model.addAttribute(
                "isFiltered",
                filter.number() != null
                        || filter.actor() != null
                        || filter.kind() != null
                        || filter.from() != null
                        || filter.until() != null);
        model.addAttribute("rows", rows(member, shown.rows()));
        model.addAttribute("paging", Paging.at(after == null ? null : after.toString(), earlier, shown.next()));
    }

    private AuditFilter filter(Member member, Search search, @Nullable UUID numberId, @Nullable UUID after) {
        ZoneId zone = organizations.get(member.organization()).zone();
        LocalDate from = search.from() == null ? null : RequestValues.date("from", search.from());
        LocalDate to = search.to() == null ? null : RequestValues.date("to", search.to());
        return AuditRequest.filter(
                member,
                AuditRequest.kind(search.kind()),
                search.number() == null ? numberId : idOf(member, search.number()),
                search.actor(),
                from == null ? null : RequestValues.start(from, zone),
                to == null ? null : RequestValues.start(to.plusDays(1), zone),
                after,
                ROWS + 1);
    }

    /** Returns the ID of a number in the inventory. For a deleted number, entries link to its ID. */
    private UUID idOf(Member member, String number) {
        E164 e164;
        try {
            e164 = E164.parse(number);
        } catch (InvalidNumberException e) {
            throw Problem.invalid("number", String.valueOf(e.getMessage()));
        }
        return inventory
                .find(member.organization(), e164)
                .orElseThrow(() -> Problem.notFound("number", "number", number))
                .id();
    }

    private List<AuditRow> rows(Member member, List<AuditLine> lines) {
        List<AgentId> concerned =
                lines.stream().map(AuditLine::agent).filter(Objects::nonNull).toList();
        return AuditRow.of(
                lines,
                agents.names(member.organization(), concerned),
                organizations.get(member.organization()).zone());
    }
}
