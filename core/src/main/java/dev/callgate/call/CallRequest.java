package dev.callgate.call;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import java.util.Objects;

/**
 * A call that an agent wants to place. Immutable.
 *
 * @param organization whose agent it is
 * @param agent who wants to place it
 * @param destination where to
 */
public record CallRequest(OrganizationId organization, AgentId agent, Destination destination) {
    /** Requires all three. */
    public CallRequest {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(destination, "destination");
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

        /** Names the destination as it was dialled: an emergency number, or a number in international form. */
        public CallRequest to(String dialled) {
            return to(Destination.parse(dialled));
        }

        /** Names a destination that was parsed before. */
        public CallRequest to(Destination destination) {
            return new CallRequest(organization, agent, destination);
        }
    }
}
