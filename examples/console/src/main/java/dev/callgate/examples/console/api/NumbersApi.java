package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.AgentAssignments;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.NumberFilter;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

/** The inventory, and the assignments of numbers to agents. */
@RestController
@RequestMapping("/api/v1/phone-numbers")
@PreAuthorize("hasRole('ADMIN')")
class NumbersApi {
    private final NumberInventory inventory;
    private final Assignments assignments;
    private final Agents agents;
    private final Organizations organizations;
    private final NumberChanges changes;

    NumbersApi(
            NumberInventory inventory,
            Assignments assignments,
            Agents agents,
            Organizations organizations,
            NumberChanges changes) {
        this.changes = changes;
        this.inventory = inventory;
        this.assignments = assignments;
        this.agents = agents;
        this.organizations = organizations;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    NumberPage list(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String assignment,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(name = "country_code", required = false) @Nullable String countryCode,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        NumberQuery query =
                new NumberFilter(status, assignment, provider, countryCode, search).query(member.organization());
        E164 place = RequestValues.after(after);
        if (place != null) {
            query = query.after(place);
        }
        int most = RequestValues.limit(limit);
        List<PhoneNumber> found = inventory.list(query.limit(most));
        return new NumberPage(
                true, found.stream().map(NumberJson::of).toList(), RequestValues.next(found, most, each -> each.e164()
                        .toString()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    NumberResponse add(@AuthenticationPrincipal Member member, @RequestBody CreateNumber wanted) {
        NewNumber number = wanted.toNewNumber(member.organization());
        return NumberResponse.of(inventory.withActor(member.actor()).add(number));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    NumberResponse get(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        PhoneNumber number = found(member, id);
        LocalDate today = organizations.today(member.organization());
        return assignments
                .find(number)
                .map(each -> new NumberResponse(true, NumberJson.of(each, today)))
                .orElseGet(() -> NumberResponse.of(number));
    }

    /** Changes all given values, or none. */
    @PatchMapping("/{id}")
    NumberResponse change(
            @AuthenticationPrincipal Member member, @PathVariable UUID id, @RequestBody UpdateNumber wanted) {
        changes.apply(member.organization(), id, member.actor(), wanted.toUpdate());
        return get(member, id);
    }

    @DeleteMapping("/{id}")
    Success delete(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        inventory.withActor(member.actor()).delete(member.organization(), id);
        return new Success(true);
    }

    @PostMapping("/{id}/assign")
    NumberResponse assign(
            @AuthenticationPrincipal Member member, @PathVariable UUID id, @RequestBody AssignNumber wanted) {
        AgentId agent = agents.require(
                        member.organization(), new AgentId(RequestValues.required("agent_id", wanted.agentId())))
                .id();
        Assignment made = assignments.withActor(member.actor()).assign(found(member, id), agent, wanted.terms());
        return new NumberResponse(true, NumberJson.of(made, organizations.today(member.organization())));
    }

    @PostMapping("/{id}/unassign")
    NumberResponse unassign(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        assignments.withActor(member.actor()).unassign(found(member, id));
        return NumberResponse.of(found(member, id));
    }

    /** An agent's numbers, a page at a time. */
    @GetMapping("/agent/{agentId}")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'DIALER') or #member.canSee(#agentId)")
    NumberPage ofAgent(
            @AuthenticationPrincipal Member member,
            @PathVariable String agentId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        AgentId agent =
                agents.require(member.organization(), new AgentId(agentId)).id();
        LocalDate today = organizations.today(member.organization());
        int most = RequestValues.limit(limit);
        List<Assignment> found =
                AgentAssignments.page(assignments, member.organization(), agent, RequestValues.after(after), most);
        return new NumberPage(
                true,
                found.stream().map(each -> NumberJson.of(each, today)).toList(),
                RequestValues.next(found, most, each -> each.number().e164().toString()));
    }

    /** Resets counts of earlier days to zero. Limits do not depend on it. */
    @PostMapping("/reset-daily-counts")
    CountsReset reset(@AuthenticationPrincipal Member member) {
        OrganizationId organization = member.organization();
        return new CountsReset(
                true,
                assignments
                        .withActor(member.actor())
                        .resetDailyCallCounts(
                                organization, organizations.get(organization).zone()));
    }

    private PhoneNumber found(Member member, UUID id) {
        return inventory.find(member.organization(), id).orElseThrow(() -> Problem.notFound("number", id));
    }
}
