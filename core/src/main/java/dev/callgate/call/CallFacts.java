package dev.callgate.call;

import dev.callgate.internal.Attributes;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallDay;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/**
 * The facts about a call that rules and rotations decide by. Immutable.
 *
 * @param organization the agent's organization
 * @param agent the agent that requests the call
 * @param to the called number
 * @param at the time of the request
 * @param zone the organization's time zone
 * @param attributes the attributes of the request by their names
 * @param knownPlace where the called party is, according to the request; null if the request does not say it
 */
public record CallFacts(
        OrganizationId organization,
        AgentId agent,
        E164 to,
        Instant at,
        ZoneId zone,
        Map<String, String> attributes,
        @Nullable Place knownPlace) {
    /** Requires all values. */
    public CallFacts {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
        attributes = Attributes.copyOf(attributes);
    }

    /** Creates the facts about a call whose request does not say where the called party is. */
    public CallFacts(
            OrganizationId organization,
            AgentId agent,
            E164 to,
            Instant at,
            ZoneId zone,
            Map<String, String> attributes) {
        this(organization, agent, to, at, zone, attributes, null);
    }

    /** Creates the facts about a call without attributes. */
    public CallFacts(OrganizationId organization, AgentId agent, E164 to, Instant at, ZoneId zone) {
        this(organization, agent, to, at, zone, Map.of());
    }

    /** Returns where the called party may be: as the request says, or otherwise according to the called number. */
    public Place place() {
        return knownPlace == null ? Place.of(to) : knownPlace;
    }

    /** Returns the day on which the call counts. */
    public CallDay day() {
        return CallDay.at(at, zone);
    }
}
