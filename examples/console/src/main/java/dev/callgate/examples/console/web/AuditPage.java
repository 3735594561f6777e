package dev.callgate.examples.console.web;

import dev.callgate.audit.AuditEntry;
import dev.callgate.audit.AuditQuery;
import dev.callgate.audit.AuditTrail;
import dev.callgate.examples.console.api.Problem;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.id.ActorId;
import dev.callgate.id.AgentId;
import dev.callgate.number.E164;
import dev.callgate.number.NumberInventory;
import jakarta.annotation.Nullable;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who changed what, the newest first. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class AuditPage {
    private static final int ROWS = 50;

    private final AuditTrail trail;
    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;

    AuditPage(AuditTrail trail, NumberInventory inventory, Agents agents, Organizations organizations) {
        this.trail = trail;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * A change in the table.
     *
     * @param at in the organization's zone
     * @param agent the name of whose assignment it is; null where none is concerned
     */
    record Row(
            AuditEntry entry,
            LocalDateTime at,
            String action,
            @Nullable String agent,
            List<Difference> values) {}

    /** What one column was, and became; null where it was not set. */
    record Difference(
            String column,
            @Nullable String before,
            @Nullable String after) {
        static List<Difference> of(AuditEntry entry) {
            Set<String> columns = new TreeSet<>(entry.before().keySet());
            columns.addAll(entry.after().keySet());
            return columns.stream()
                    .map(each -> new Difference(
                            each.replace('_', ' '),
                            entry.before().get(each),
                            entry.after().get(each)))
                    .toList();
        }
    }

    @GetMapping("/audit")
    String list(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(name = "number_id", required = false) @Nullable UUID numberId,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable String earlier,
            Model model) {
        UUID only = number == null ? numberId : idOf(member, number);
        ActorId who = actor == null ? null : new ActorId(actor);
        AuditQuery query = new AuditQuery(member.organization(), only, who, null, null, after, ROWS + 1);
        List<AuditEntry> found = trail.list(query);
        List<AuditEntry> shown = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("actor", actor);
        model.addAttribute("number", number);
        model.addAttribute("isFiltered", only != null || who != null);
        model.addAttribute("rows", rows(member, shown));
        model.addAttribute(
                "paging",
                Paging.at(
                        after == null ? null : after.toString(),
                        earlier,
                        found.size() > ROWS ? shown.get(ROWS - 1).id().toString() : null));
        return "audit";
    }

    /** Of a number in the inventory; a deleted one is followed from one of its entries. */
    private UUID idOf(Member member, String number) {
        return inventory
                .find(member.organization(), E164.parse(number))
                .orElseThrow(() -> Problem.notFound("number", number))
                .id();
    }

    private List<Row> rows(Member member, List<AuditEntry> entries) {
        ZoneId zone = organizations.get(member.organization()).zone();
        List<AgentId> concerned =
                entries.stream().map(AuditEntry::agent).filter(Objects::nonNull).toList();
        Map<AgentId, String> names = agents.names(member.organization(), concerned);
        return entries.stream()
                .map(entry -> new Row(
                        entry,
                        LocalDateTime.ofInstant(entry.at(), zone).truncatedTo(ChronoUnit.SECONDS),
                        entry.action().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        entry.agent() == null
                                ? null
                                : names.getOrDefault(
                                        entry.agent(), entry.agent().value()),
                        Difference.of(entry)))
                .toList();
    }
}
