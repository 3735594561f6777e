package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.Organization;

/** One organization. */
record OrganizationResponse(boolean success, OrganizationJson organization) {
    static OrganizationResponse of(Organization organization) {
        return new OrganizationResponse(true, OrganizationJson.of(organization));
    }
}
