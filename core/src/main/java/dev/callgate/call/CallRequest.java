package dev.callgate.call;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * A call that an agent wants to place. Immutable.
 *
 * @param organization whose agent it is
 * @param agent who wants to place it
 * @param destination where to
 * @param from the number that the caller insists on, or null where the gate chooses one
 * @param callId the host's id of this one call, or null: with one, the same request is decided and counted once
 */
public record CallRequest(
        OrganizationId organization,
        AgentId agent,
        Destination destination,
        @Nullable E164 from,
        @Nullable CallId callId) {
    /** Requires organization, agent and destination. */
    public CallRequest {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(destination, "destination");
    }

    /** Insists on one of the agent's numbers; without it, the gate chooses. Emergency calls ignore it. */
    public CallRequest from(E164 number) {
        return new CallRequest(organization, agent, destination, Objects.requireNonNull(number, "from"), callId);
    }

    /**
     * Names the call, so that asking again gives the same answer and counts nothing more: after a crash, a time-out, or from
     * another node. An allowed call with an id is written to the journal, and can be released or completed. Emergency calls
     * ignore it.
     *
     * <p>The id is an idempotency key: it stands for one attempt to call, and for the request with all its parts. Make a new one
     * for each attempt, such as a random UUID, the SIP Call-ID of the INVITE, or the lead's id together with the number of the
     * attempt. The id of a lead, a campaign or an agent alone is not one: what was allowed under it once is refused from then on.
     *
     * <ul>
     *   <li>The same request again, until the call is released or completed, is {@link Allowed} with {@link Allowed#repeated}.
     *   <li>Another request under the id, by another agent, to another destination or extension, or from a number that is
     *       insisted on where it was not before, is refused with {@link Refused.Reason#CALL_ID_REUSED}.
     *   <li>After the call was completed or released, every request under the id is refused with
     *       {@link Refused.Reason#CALL_COMPLETED} or {@link Refused.Reason#CALL_RELEASED}.
     * </ul>
     *
     * @throws IllegalArgumentException if the id is not one; see {@link CallId}
     */
    public CallRequest callId(String id) {
        return new CallRequest(organization, agent, destination, from, new CallId(id));
    }

    /** Returns the same request with another destination. */
    public CallRequest to(Destination other) {
        return new CallRequest(organization, agent, other, from, callId);
    }

    /** Starts with who wants to call. */
    public static Caller by(OrganizationId organization, AgentId agent) {
        return new Caller(organization, agent);
    }

    /**
     * Who wants to call; where to is still to be said.
     *
     * @param organization whose agent it is
     * @param agent who wants to call
     */
    public record Caller(OrganizationId organization, AgentId agent) {
        /** Requires both. */
        public Caller {
            Objects.requireNonNull(organization, "organization");
            Objects.requireNonNull(agent, "agent");
        }

        /** Names the destination as it was dialed; the gate understands it by the organization's region. */
        public CallRequest to(String dialed) {
            return to(new Destination.Unparsed(dialed));
        }

        /** Names a destination that was parsed before. */
        public CallRequest to(Destination destination) {
            return new CallRequest(organization, agent, destination, null, null);
        }
    }
}
