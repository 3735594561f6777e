package dev.callgate.call;

import dev.callgate.internal.Attributes;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import jakarta.annotation.Nullable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request to place a call. Immutable: the methods return a modified copy.
 *
 * @param organization the agent's organization
 * @param agent the agent that requests the call
 * @param destination the destination to call
 * @param from the agent's number that the request insists on, or null to let the gate choose one
 * @param callId the host's ID of this one call, or null. With an ID, repeated requests are decided and counted once
 * @param attributes the values of attributes by their names, in the order of the names; see {@link #with}
 * @param place where the called party is, or null to let the called number decide; see {@link #place(Place)}
 */
public record CallRequest(
        OrganizationId organization,
        AgentId agent,
        Destination destination,
        @Nullable E164 from,
        @Nullable CallId callId,
        Map<String, String> attributes,
        @Nullable Place place) {
    /**
     * Requires the organization, the agent and the destination, and copies the attributes.
     *
     * @throws IllegalArgumentException if there are too many attributes, or one is not valid; see {@link #with}
     */
    public CallRequest {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(destination, "destination");
        attributes = Attributes.copyOf(attributes);
    }

    /**
     * Sets an attribute of the call, such as its campaign, in place of an earlier value. Rules, rotations and limits see the attributes.
     * A call with a call ID keeps them in the journal. They are part of the request that a call ID identifies.
     *
     * @param name a letter from a to z and up to 31 letters from a to z, digits and underscores
     * @param value 1 to 64 characters, without control characters, and without spaces at the beginning or the end
     * @throws IllegalArgumentException if the name or the value is not valid, or the call already has 8 other attributes
     */
    public CallRequest with(String name, String value) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(name, Objects.requireNonNull(value, name));
        return new CallRequest(organization, agent, destination, from, callId, all, place);
    }

    /** Insists on one of the agent's numbers. Otherwise, the gate chooses one. Ignored for emergency calls. */
    public CallRequest from(E164 number) {
        return new CallRequest(
                organization, agent, destination, Objects.requireNonNull(number, "from"), callId, attributes, place);
    }

    /**
     * Sets the call ID, so that a repeated request gets the same decision and is not counted again: after a crash,
     * after a timeout, or from another node. An allowed call with an ID is recorded in the journal and can be released
     * or completed. Ignored for emergency calls.
     *
     * <p>The ID is an idempotency key. It identifies one attempt to call, and the request with all its parts. Create a
     * new ID for each attempt, such as a random UUID, the SIP Call-ID of the INVITE, or the ID of the lead combined
     * with the number of the attempt. The ID of a lead, a campaign or an agent alone is not sufficient: after its first
     * call has ended, all requests under it are refused.
     *
     * <ul>
     *   <li>Until the call is released or completed, the same request is {@link Allowed} again with {@link
     *       Allowed#repeated}.
     *   <li>A different request under the ID is refused with {@link Refused.Reason#CALL_ID_REUSED}: by another agent,
     *       to another destination or extension, insisting on a number that the earlier request did
     *       not insist on, or with other attributes.
     *   <li>After the call has been completed or released, every request under the ID is refused with {@link
     *       Refused.Reason#CALL_COMPLETED} or {@link Refused.Reason#CALL_RELEASED}.
     * </ul>
     *
     * @throws IllegalArgumentException if the ID is not valid; see {@link CallId}
     */
    public CallRequest callId(String id) {
        return new CallRequest(organization, agent, destination, from, new CallId(id), attributes, place);
    }

    /**
     * Says where the called party is, if the host knows it better than the digits of the number do: a number that was
     * ported, or a lead with an address. Rules, conditions of limits and rotations see this place instead.
     *
     * <p>It is not part of the request that a call ID identifies: the same request with another place is the same
     * request. It is not stored.
     */
    public CallRequest place(Place known) {
        return new CallRequest(
                organization, agent, destination, from, callId, attributes, Objects.requireNonNull(known, "place"));
    }

    /** Returns a copy with another destination, without the place of the called party. */
    public CallRequest to(Destination other) {
        return new CallRequest(organization, agent, other, from, callId, attributes, null);
    }

    /** Starts a request with the agent that places the call. */
    public static Caller by(OrganizationId organization, AgentId agent) {
        return new Caller(organization, agent);
    }

    /**
     * A request without a destination. Immutable.
     *
     * @param organization the agent's organization
     * @param agent the agent that requests the call
     */
    public record Caller(OrganizationId organization, AgentId agent) {
        /** Requires both values. */
        public Caller {
            Objects.requireNonNull(organization, "organization");
            Objects.requireNonNull(agent, "agent");
        }

        /**
         * Returns a request to call a destination as it was dialed. The gate parses it for the organization's region.
         */
        public CallRequest to(String dialed) {
            return to(new Destination.Unparsed(dialed));
        }

        /** Returns a request to call a destination that was already parsed. */
        public CallRequest to(Destination destination) {
            return new CallRequest(organization, agent, destination, null, null, Map.of(), null);
        }
    }
}
