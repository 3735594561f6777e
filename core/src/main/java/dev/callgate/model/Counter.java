package dev.callgate.model;

import java.util.Objects;
import java.util.UUID;

/**
 * What an organization's calls are counted on, besides its assignments. Immutable.
 *
 * @param scope of which kind
 * @param id which one of its kind: a number's id, an agent's; empty for the organization itself
 */
public record Counter(Scope scope, String id) {
    /** The kinds, in the order in which a store locks them: what most calls share comes last. */
    public enum Scope {
        /** A number, in whoever's hands. */
        NUMBER,
        /** An agent, from whichever number. */
        AGENT,
        /** The whole organization. */
        ORGANIZATION
    }

    /** Requires both. */
    public Counter {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(id, "id");
    }

    /** The counter of a number's calls. */
    public static Counter ofNumber(UUID numberId) {
        return new Counter(Scope.NUMBER, numberId.toString());
    }

    /** The counter of an agent's calls. */
    public static Counter ofAgent(AgentId agent) {
        return new Counter(Scope.AGENT, agent.value());
    }

    /** The counter of all calls of the organization. */
    public static Counter ofOrganization() {
        return new Counter(Scope.ORGANIZATION, "");
    }
}
