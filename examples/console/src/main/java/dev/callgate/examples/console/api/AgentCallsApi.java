package dev.callgate.examples.console.api;

import dev.callgate.admin.CallJournal;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.CallSearch;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the calls of agents from the journal. */
@RestController
@RequestMapping("/api/v1/agents/{id}/calls")
class AgentCallsApi {
    private final CallJournal journal;
    private final Agents agents;
    private final Organizations organizations;

    AgentCallsApi(CallJournal journal, Agents agents, Organizations organizations) {
        this.journal = journal;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * Lists an agent's calls of a day in the order in which they were allowed.
     *
     * @param day today if missing
     * @param attribute a name and a value that the calls must have, such as {@code campaign=spring}
     * @param after the ID of the last call of the previous page
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER') or #member.canSee(#id) and !hasRole('DIALER')")
    CallPage list(
            @AuthenticationPrincipal Member member,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String attribute,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        OrganizationId organization = member.organization();
        AgentId agent = agents.require(organization, new AgentId(id)).id();
        LocalDate date = day == null ? organizations.today(organization) : RequestValues.date("day", day);
        CallQuery query = CallQuery.of(organization, agent, date).limit(RequestValues.limit(limit));
        if (attribute != null) {
            query = CallSearch.withAttribute(query, attribute);
        }
        if (after != null) {
            query = query.after(found(organization, after));
        }
        List<CallRecord> calls = journal.list(query);
        return new CallPage(
                true,
                calls.stream().map(CallJson::of).toList(),
                RequestValues.next(calls, limit, last -> last.call().callId().value()));
    }

    private CallRecord found(OrganizationId organization, String after) {
        CallId callId = CallSearch.callId("after", after);
        return journal.find(organization, callId).orElseThrow(() -> Problem.notFound("call", callId));
    }
}
