package dev.callgate.examples.console.web;

import dev.callgate.admin.CallJournal;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.examples.console.login.SavedFilters;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.NoSuchAgentException;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.request.CallSearch;
import dev.callgate.examples.console.request.Position;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calls of a day, one call, and the calls in progress. Agents see their own calls. */
@Controller
@RequestMapping("/calls")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT')")
class CallsPage {
    private static final int ROWS = 50;

    private final CallJournal journal;
    private final Agents agents;
    private final Organizations organizations;
    private final Policies policies;
    private final SavedFilters filters;
    private final Clock clock;

    CallsPage(
            CallJournal journal,
            Agents agents,
            Organizations organizations,
            Policies policies,
            SavedFilters filters,
            Clock clock) {
        this.filters = filters;
        this.journal = journal;
        this.agents = agents;
        this.organizations = organizations;
        this.policies = policies;
        this.clock = clock;
    }

    /** The calls of a day, the newest first. If a field is wrong, the form says so, and keeps what was entered. */
    @GetMapping
    String list(
            @AuthenticationPrincipal Member member,
            CallSearch search,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String earlier,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("search", search);
        model.addAttribute("filters", FilterMenu.of(filters, member, Filtered.CALLS, request));
        model.addAttribute("states", states());
        model.addAttribute(
                "findsDestinations", policies.callees(member.organization()).identifiesCallees());
        try {
            addCalls(member, search, after, earlier, model);
        } catch (Problem e) {
            FormProblem.show(e, Set.of("day", "state", "agent", "number", "to", "attribute"), response, model);
        }
        return "calls";
    }

    private void addCalls(
            Member member, CallSearch search, @Nullable String after, @Nullable String earlier, Model model) {
        OrganizationId organization = member.organization();
        LocalDate today = organizations.today(organization);
        CalleePrivacy callees = policies.callees(organization);
        Agent agent = agent(member, search);
        CallQuery query = search.withAgent(agent == null ? null : agent.id())
                .query(organization, today, callees)
                .newestFirst(true)
                .limit(ROWS + 1);
        if (after != null) {
            query = query.after(found(organization, CallSearch.callId("after", Position.decoded(after))));
        }
        CursorPage<CallRecord> shown = CursorPage.of(
                journal.list(query),
                ROWS,
                each -> Position.encoded(each.call().callId().value()));
        model.addAttribute("agentSearched", agent);
        model.addAttribute("day", query.days() == null ? null : query.days().from());
        model.addAttribute("rows", rows(organization, shown.rows()));
        model.addAttribute("paging", Paging.at(after, earlier, shown.next()));
    }

    /** Returns the agent whose calls are searched for: the own account's, or one by ID or name; null for all. */
    @Nullable
    private Agent agent(Member member, CallSearch search) {
        if (member.role() == Role.AGENT && member.agent() != null) {
            return agents.require(member.organization(), member.agent());
        }
        return search.agent() == null ? null : named(member.organization(), search.agent());
    }

    private Agent named(OrganizationId organization, String text) {
        List<Agent> found = agents.list(organization, text, 2, 0);
        if (found.size() > 1 && !found.get(0).name().equalsIgnoreCase(text)) {
            throw Problem.invalid(
                    "agent",
                    "several agents have names that begin with \"%s\": enter the whole name of one".formatted(text));
        }
        return found.isEmpty() ? withId(organization, text) : found.get(0);
    }

    private Agent withId(OrganizationId organization, String text) {
        try {
            return agents.require(organization, new AgentId(text));
        } catch (IllegalArgumentException | NoSuchAgentException e) {
            throw Problem.notFound("agent", "agent", text);
        }
    }

    private CallRecord found(OrganizationId organization, CallId callId) {
        return journal.find(organization, callId).orElseThrow(() -> Problem.notFound("call", callId));
    }

    /** Returns what calls are filtered by, in words. */
    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("open", "In progress");
        states.put("released", "Released");
        Arrays.stream(Result.values())
                .forEach(each -> states.put(each.name().toLowerCase(Locale.ROOT), CallRow.words(each)));
        return states;
    }

    private List<CallRow> rows(OrganizationId organization, List<CallRecord> calls) {
        return rows(
                organization,
                calls,
                journal.liveUntil(
                        organization, calls.stream().map(CallRecord::call).toList(), clock.instant()));
    }

    private List<CallRow> rows(OrganizationId organization, List<CallRecord> calls, Map<CallId, Instant> liveUntil) {
        List<AgentId> concerned = calls.stream()
                .map(each -> each.call().counted().agent())
                .distinct()
                .toList();
        return CallRow.of(calls, agents.names(organization, concerned), liveUntil, zone(organization));
    }

    private ZoneId zone(OrganizationId organization) {
        return organizations.get(organization).zone();
    }

    /** One call. Its ID is no part of the path, since it may contain a slash. */
    @GetMapping("/record")
    String one(
            @AuthenticationPrincipal Member member,
            @RequestParam(name = "call_id", required = false) @Nullable String callId,
            Model model) {
        CallRecord found = found(member.organization(), CallSearch.callId("call_id", callId));
        if (!member.canSee(found.call().counted().agent().value())) {
            throw new AccessDeniedException("the call is another agent's");
        }
        CallRow row = rows(member.organization(), List.of(found)).get(0);
        model.addAttribute("story", CallStory.of(row, zone(member.organization())));
        return "call";
    }

    /** The calls in progress, first those whose time is over first. */
    @GetMapping("/live")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    String live(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String earlier,
            Model model) {
        CursorPage<LiveCall> shown = CursorPage.of(
                journal.live(member.organization(), clock.instant(), Position.parse(after), ROWS + 1),
                ROWS,
                Position::of);
        Map<CallId, Instant> until = shown.rows().stream()
                .collect(Collectors.toMap(each -> each.call().callId(), LiveCall::until));
        Function<LiveCall, CallRecord> record = each -> new CallRecord(each.call());
        model.addAttribute(
                "rows",
                rows(member.organization(), shown.rows().stream().map(record).toList(), until));
        model.addAttribute("paging", Paging.at(after, earlier, shown.next()));
        return "live-calls";
    }

    /** The dialog that ends a call. */
    @GetMapping("/end")
    @PreAuthorize("hasRole('ADMIN')")
    String end(
            @AuthenticationPrincipal Member member,
            @RequestParam(name = "call_id", required = false) @Nullable String callId,
            Model model) {
        CallRecord found = found(member.organization(), CallSearch.callId("call_id", callId));
        model.addAttribute("row", rows(member.organization(), List.of(found)).get(0));
        return "call-dialogs :: end";
    }
}
