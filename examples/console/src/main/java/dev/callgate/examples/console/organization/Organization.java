package dev.callgate.examples.console.organization;

import dev.callgate.model.OrganizationId;
import java.time.ZoneId;

/**
 * An organization, with its own numbers, agents, and users.
 *
 * @param id for all of them
 * @param name for people
 * @param shortName lower-case ASCII letters, digits, and hyphens; what follows the @ when one of its users logs in
 * @param zone the time zone of its days, as its policy has it
 * @param region the country for dialed numbers and emergency numbers, ISO 3166-1 alpha-2, as its policy has it
 * @param closed whether its calls are refused, and its users and tokens cannot log in
 */
public record Organization(
        OrganizationId id, String name, String shortName, ZoneId zone, String region, boolean closed) {}
