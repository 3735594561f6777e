package dev.callgate.call;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What is known of a call while it is decided about. Immutable.
 *
 * @param organization whose agent it is
 * @param agent who wants to call
 * @param to the number to call
 * @param at when
 * @param zone the organization's zone
 */
public record CallFacts(OrganizationId organization, AgentId agent, E164 to, Instant at, ZoneId zone) {
    /** Requires all of it. */
    public CallFacts {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns the day that the call counts on. */
    public CallDay day() {
        return CallDay.at(at, zone);
    }
}
