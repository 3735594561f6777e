package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.Organization;

/**
 * An organization.
 *
 * @param shortName what follows the @ when one of its users logs in
 * @param zone the time zone of its days
 * @param region the country for dialed numbers and emergency numbers
 * @param closed whether its calls are refused, and its users and tokens cannot log in
 */
record OrganizationJson(String id, String name, String shortName, String zone, String region, boolean closed) {
    static OrganizationJson of(Organization organization) {
        return new OrganizationJson(
                organization.id().value(),
                organization.name(),
                organization.shortName(),
                organization.zone().getId(),
                organization.region(),
                organization.closed());
    }
}
