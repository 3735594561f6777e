package dev.callgate.model;

import java.util.Objects;
import java.util.UUID;

/**
 * Identifies a counter of an organization's calls, in addition to those of its assignments. Immutable.
 *
 * @param scope the kind of counter
 * @param id the ID of the number or the agent; empty for the organization itself
 */
public record Counter(Scope scope, String id) {
    /** The kinds of counters, in the order in which stores lock them. The counter that most calls share comes last. */
    public enum Scope {
        /** Counts the calls from a number, regardless of which agent uses it. */
        NUMBER,
        /** Counts the calls of an agent from all numbers. */
        AGENT,
        /** Counts all calls of the organization. */
        ORGANIZATION
    }

    /** Requires both values. */
    public Counter {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(id, "id");
    }

    /** Returns the counter of a number's calls. */
    public static Counter ofNumber(UUID numberId) {
        return new Counter(Scope.NUMBER, numberId.toString());
    }

    /** Returns the counter of an agent's calls. */
    public static Counter ofAgent(AgentId agent) {
        return new Counter(Scope.AGENT, agent.value());
    }

    /** Returns the counter of all calls of the organization. */
    public static Counter ofOrganization() {
        return new Counter(Scope.ORGANIZATION, "");
    }
}
