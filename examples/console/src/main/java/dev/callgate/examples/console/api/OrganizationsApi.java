package dev.callgate.examples.console.api;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The organizations, which operators manage. A change is in the access log of the operators, and in that of the organization, where the
 * operator is {@code NAME@operators}.
 */
@RestController
@RequestMapping("/api/v1/organizations")
@PreAuthorize("hasRole('OPERATOR')")
class OrganizationsApi {
    private final Organizations organizations;
    private final Users users;
    private final AccessLog accessLog;

    OrganizationsApi(Organizations organizations, Users users, AccessLog accessLog) {
        this.organizations = organizations;
        this.users = users;
        this.accessLog = accessLog;
    }

    @GetMapping
    OrganizationPage list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        List<OrganizationJson> page =
                organizations.list(search, RequestValues.limit(limit), RequestValues.offset(offset)).stream()
                        .map(OrganizationJson::of)
                        .toList();
        return new OrganizationPage(true, page, organizations.count(search));
    }

    /** Adds an organization and its first administrator, or none of them. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    OrganizationResponse add(@AuthenticationPrincipal Member member, @RequestBody CreateOrganization wanted) {
        Organization added = organizations.add(name(wanted.name()), wanted.zoneId(), wanted.country());
        accessLog.organizationAdded(member.accessActor(), added.shortName());
        Actor there = member.accessActorIn(added.id());
        accessLog.organizationAdded(there, added.shortName());
        users.add(
                there,
                added,
                RequestValues.name("username", wanted.username(), Names::user),
                RequestValues.secret("password", wanted.password()),
                Role.ADMIN,
                null,
                true);
        return OrganizationResponse.of(added);
    }

    private static String name(@Nullable String text) {
        return RequestValues.name("name", text, each -> Names.require("name", each));
    }

    /** Renames, closes or reopens an organization. All given values are changed, or none. */
    @PatchMapping("/{id}")
    @Transactional
    OrganizationResponse change(
            @AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody UpdateOrganization wanted) {
        Organization before = found(id);
        if (wanted.name() == null && wanted.closed() == null) {
            throw Problem.missing("name");
        }
        if (wanted.name() != null) {
            rename(member, before, name(wanted.name()));
        }
        if (wanted.closed() != null && wanted.closed() != before.closed()) {
            close(member, before, wanted.closed());
        }
        return OrganizationResponse.of(found(id));
    }

    private Organization found(String id) {
        OrganizationId wanted = new OrganizationId(id);
        return organizations
                .find(wanted)
                .filter(each -> !wanted.equals(Organizations.OPERATORS))
                .orElseThrow(() -> Problem.notFound("organization", id));
    }

    private void rename(Member member, Organization before, String name) {
        organizations.rename(before.id(), name);
        for (Actor each : List.of(member.accessActor(), member.accessActorIn(before.id()))) {
            accessLog.organizationRenamed(each, before.shortName(), before.name(), name);
        }
    }

    private void close(Member member, Organization before, boolean closed) {
        organizations.setClosed(before.id(), closed);
        for (Actor each : List.of(member.accessActor(), member.accessActorIn(before.id()))) {
            accessLog.organizationClosed(each, before.shortName(), closed);
        }
    }
}
