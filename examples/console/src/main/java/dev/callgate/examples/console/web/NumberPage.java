package dev.callgate.examples.console.web;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.audit.AuditFilter;
import dev.callgate.examples.console.audit.AuditLine;
import dev.callgate.examples.console.audit.AuditReader;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.NumberCalls;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.PhoneNumber;
import dev.callgate.report.CallStatistics;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One number: its values, its assignment, its calls and its history. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class NumberPage {
    private static final int DAYS = 30;

    /** The most entries of the history and the most recent calls; links lead to all of them. */
    private static final int ROWS = 10;

    private final NumberInventory inventory;
    private final Assignments assignments;
    private final CallJournal journal;
    private final NumberCalls calls;
    private final AuditReader audit;
    private final Agents agents;
    private final Organizations organizations;
    private final Clock clock;

    NumberPage(
            NumberInventory inventory,
            Assignments assignments,
            CallJournal journal,
            NumberCalls calls,
            AuditReader audit,
            Agents agents,
            Organizations organizations,
            Clock clock) {
        this.inventory = inventory;
        this.assignments = assignments;
        this.journal = journal;
        this.calls = calls;
        this.audit = audit;
        this.agents = agents;
        this.organizations = organizations;
        this.clock = clock;
    }

    @GetMapping("/phone-numbers/{id}")
    String one(@AuthenticationPrincipal Member member, @PathVariable UUID id, Model model) {
        PhoneNumber number =
                inventory.find(member.organization(), id).orElseThrow(() -> Problem.notFound("number", id));
        Organization organization = organizations.get(member.organization());
        LocalDate today = organizations.today(member.organization());
        Assignment assignment = assignments.find(number).orElse(null);
        NavigableMap<LocalDate, CallStatistics> days = calls.byDay(number, today.minusDays(DAYS - 1L), today);
        List<CallRecord> recent = recentCalls(number, days);
        List<AuditLine> history = history(number);
        Map<AgentId, String> names = names(number, recent, history);
        model.addAttribute("row", NumberRow.of(number, names, today));
        model.addAttribute("assignment", assignment == null ? null : AssignmentRow.of(assignment, today));
        model.addAttribute("added", CallRow.local(number.createdAt(), organization.zone()));
        model.addAttribute("changed", CallRow.local(number.updatedAt(), organization.zone()));
        model.addAttribute("days", DAYS);
        model.addAttribute(
                "figures", Figures.of(days.values().stream().reduce(CallStatistics.NONE, CallStatistics::plus)));
        model.addAttribute("calls", callRows(organization, recent, names));
        model.addAttribute("lastDay", days.isEmpty() ? today : days.lastKey());
        model.addAttribute("history", AuditRow.of(history, names, organization.zone()));
        return "number";
    }

    /** Reads no more days of the journal than have the calls that are shown. */
    private List<CallRecord> recentCalls(PhoneNumber number, NavigableMap<LocalDate, CallStatistics> days) {
        long found = 0;
        LocalDate from = null;
        for (Map.Entry<LocalDate, CallStatistics> each : days.descendingMap().entrySet()) {
            if (found >= ROWS) {
                break;
            }
            found += each.getValue().calls();
            from = each.getKey();
        }
        return from == null
                ? List.of()
                : journal.list(CallQuery.of(number.organization(), from, days.lastKey())
                        .number(number.e164())
                        .newestFirst(true)
                        .limit(ROWS));
    }

    private List<CallRow> callRows(Organization organization, List<CallRecord> recent, Map<AgentId, String> names) {
        return CallRow.of(
                recent,
                names,
                journal.liveUntil(
                        organization.id(), recent.stream().map(CallRecord::call).toList(), clock.instant()),
                organization.zone());
    }

    private List<AuditLine> history(PhoneNumber number) {
        return audit.list(new AuditFilter(
                number.organization(), AuditFilter.Kind.NUMBERS, number.id(), null, null, null, null, ROWS));
    }

    private Map<AgentId, String> names(PhoneNumber number, List<CallRecord> recent, List<AuditLine> history) {
        Set<AgentId> concerned = new HashSet<>();
        add(concerned, number.assignedTo());
        recent.forEach(each -> concerned.add(each.call().counted().agent()));
        history.forEach(each -> add(concerned, each.agent()));
        return agents.names(number.organization(), concerned);
    }

    private static void add(Set<AgentId> all, @Nullable AgentId agent) {
        if (agent != null) {
            all.add(agent);
        }
    }
}
