package dev.callgate.examples.console.organization;

import dev.callgate.CallPolicy;
import dev.callgate.model.OrganizationId;
import java.time.ZoneId;

/**
 * Whose numbers, agents and users are.
 *
 * @param id what all of them name
 * @param name for people
 * @param shortName lower-case ASCII letters, digits, and hyphens; what follows the @ when one of its users logs in
 * @param zone whose midnight begins its day
 * @param region how people there dial, ISO 3166-1 alpha-2, and whose emergency numbers hold
 */
public record Organization(OrganizationId id, String name, String shortName, ZoneId zone, String region) {
    /** Returns what its calls are decided by: every call is kept in the journal, without its callee, so that reports are complete. */
    public CallPolicy policy() {
        return CallPolicy.in(zone).region(region).journalEveryCall();
    }
}
