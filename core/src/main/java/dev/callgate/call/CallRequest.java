package dev.callgate.call;

import dev.callgate.id.AgentId;
import dev.callgate.id.CallId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * A call that an agent wants to place. Immutable.
 *
 * @param organization whose agent it is
 * @param agent who wants to place it
 * @param destination where to
 * @param from the number that the caller insists on, or null where the gate chooses one
 * @param callId the host's id of the call, or null: with one, the same call is decided and counted once
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

        /** Names the destination as it was dialled; the gate understands it by the organization's region. */
        public CallRequest to(String dialled) {
            return to(new Destination.Dialled(dialled));
        }

        /** Names a destination that was parsed before. */
        public CallRequest to(Destination destination) {
            return new CallRequest(organization, agent, destination, null, null);
        }
    }
}
