package dev.callgate.call;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The facts about a call that rules and rotations decide by. Immutable.
 *
 * @param organization the agent's organization
 * @param agent the agent that requests the call
 * @param to the called number
 * @param at the time of the request
 * @param zone the organization's time zone
 */
public record CallFacts(OrganizationId organization, AgentId agent, E164 to, Instant at, ZoneId zone) {
    /** Requires all values. */
    public CallFacts {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns the day on which the call counts. */
    public CallDay day() {
        return CallDay.at(at, zone);
    }
}
