package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The inventory, and which agent has which number. */
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

    /**
     * A page of numbers.
     *
     * @param next what to ask for as {@code after} to get the next page; null on the last
     */
    record Page(
            boolean success,
            @JsonProperty("phoneNumbers") List<NumberJson> phoneNumbers,
            @Nullable String next) {}

    /** One number. */
    record One(boolean success, @JsonProperty("phoneNumber") NumberJson phoneNumber) {
        static One of(PhoneNumber number) {
            return new One(true, NumberJson.of(number));
        }
    }

    /** That it was done. */
    record Done(boolean success) {}

    /** How many counts of an earlier day became zero. */
    record Reset(boolean success, int counts) {}

    /** A number to be added. */
    record New(
            @Nullable String phoneNumber,
            @Nullable String provider,
            @Nullable String countryCode,
            @Nullable Map<String, Boolean> capabilities,
            @Nullable String inServiceSince) {}

    /** What to change; what is missing stays as it is. A quarantine ends where it is the empty text. */
    record Changes(
            @Nullable String status,
            @Nullable String provider,
            @Nullable Map<String, Boolean> capabilities,
            @Nullable String quarantinedUntil,
            @Nullable String inServiceSince,
            @Nullable Integer dailyLimit,
            @Nullable List<String> allowedCountries) {
        NumberChanges.Wanted read() {
            return new NumberChanges.Wanted(
                    status == null ? null : RequestValues.constant(NumberStatus.class, "status", status),
                    provider,
                    NumbersApi.named(capabilities),
                    quarantinedUntil == null ? null : quarantine(quarantinedUntil),
                    inServiceSince == null ? null : RequestValues.date("in_service_since", inServiceSince),
                    dailyLimit == null ? null : RequestValues.dailyLimit(dailyLimit),
                    allowedCountries == null ? null : RequestValues.countries(allowedCountries));
        }

        private static NumberChanges.Quarantine quarantine(String until) {
            return until.isEmpty()
                    ? NumberChanges.Quarantine.NONE
                    : new NumberChanges.Quarantine(RequestValues.date("quarantined_until", until));
        }
    }

    /** Who is to have a number, and how often a day and where to it may be called from; 100 calls unless said, and to no country. */
    record Wish(
            @Nullable String agentId,
            @Nullable Integer dailyLimit,
            @Nullable List<String> allowedCountries) {}

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    Page list(
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
        return new Page(
                true, found.stream().map(NumberJson::of).toList(), RequestValues.next(found, most, each -> each.e164()
                        .toString()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    One add(@AuthenticationPrincipal Member member, @RequestBody New wanted) {
        NewNumber number = NewNumber.of(
                member.organization(), E164.parse(RequestValues.required("phone_number", wanted.phoneNumber())));
        if (wanted.provider() != null) {
            number = number.provider(wanted.provider());
        }
        if (wanted.countryCode() != null) {
            number = number.country(wanted.countryCode());
        }
        if (wanted.inServiceSince() != null) {
            number = number.inServiceSince(RequestValues.date("in_service_since", wanted.inServiceSince()));
        }
        Set<Capability> capabilities = capabilities(wanted.capabilities());
        if (!capabilities.isEmpty()) {
            Capability first = capabilities.iterator().next();
            number = number.withCapabilities(first, capabilities.toArray(new Capability[0]));
        }
        return One.of(inventory.withActor(member.actor()).add(number));
    }

    private static Set<Capability> capabilities(@Nullable Map<String, Boolean> wanted) {
        Map<Capability, Boolean> named = named(wanted);
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        all.addAll(named.keySet());
        all.removeIf(each -> Boolean.FALSE.equals(named.get(each)));
        return all;
    }

    private static Map<Capability, Boolean> named(@Nullable Map<String, Boolean> wanted) {
        Map<Capability, Boolean> all = new EnumMap<>(Capability.class);
        if (wanted != null) {
            wanted.forEach((name, has) -> all.put(RequestValues.constant(Capability.class, "capabilities", name), has));
        }
        return all;
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
    One get(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        PhoneNumber number = found(member, id);
        LocalDate today = organizations.today(member.organization());
        return AgentAssignments.of(assignments, number)
                .map(each -> new One(true, NumberJson.of(each, today)))
                .orElseGet(() -> One.of(number));
    }

    /** Changes everything that is named, or nothing. */
    @PatchMapping("/{id}")
    One change(@AuthenticationPrincipal Member member, @PathVariable UUID id, @RequestBody Changes wanted) {
        changes.apply(member.organization(), id, member.actor(), wanted.read());
        return get(member, id);
    }

    @DeleteMapping("/{id}")
    Done delete(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        inventory.withActor(member.actor()).delete(member.organization(), id);
        return new Done(true);
    }

    @PostMapping("/{id}/assign")
    One assign(@AuthenticationPrincipal Member member, @PathVariable UUID id, @RequestBody Wish wanted) {
        AgentId agent = agents.require(
                        member.organization(), new AgentId(RequestValues.required("agent_id", wanted.agentId())))
                .id();
        Terms terms = new Terms(
                wanted.dailyLimit() == null ? Terms.DEFAULT_DAILY_LIMIT : RequestValues.dailyLimit(wanted.dailyLimit()),
                RequestValues.countries(wanted.allowedCountries() == null ? List.of() : wanted.allowedCountries()));
        Assignment made = assignments.withActor(member.actor()).assign(found(member, id), agent, terms);
        return new One(true, NumberJson.of(made, organizations.today(member.organization())));
    }

    @PostMapping("/{id}/unassign")
    One unassign(@AuthenticationPrincipal Member member, @PathVariable UUID id) {
        assignments.withActor(member.actor()).unassign(found(member, id));
        return One.of(found(member, id));
    }

    /** An agent's numbers, a page at a time. */
    @GetMapping("/agent/{agentId}")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'DIALER') or #member.maySee(#agentId)")
    Page ofAgent(
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
        return new Page(
                true,
                found.stream().map(each -> NumberJson.of(each, today)).toList(),
                RequestValues.next(found, most, each -> each.number().e164().toString()));
    }

    /** Writes today's zero into the rows of yesterday; no limit depends on it. */
    @PostMapping("/reset-daily-counts")
    Reset reset(@AuthenticationPrincipal Member member) {
        OrganizationId organization = member.organization();
        return new Reset(
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
