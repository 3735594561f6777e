package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * A page of one organization's assignments, in the order of agent and then number. Immutable: the methods return a
 * changed copy.
 *
 * @param organization whose assignments
 * @param after what the page begins behind; null at the start
 * @param limit how many assignments the page holds at most: 1 to {@value #MAX_LIMIT}
 */
public record AssignmentQuery(
        OrganizationId organization, @Nullable Cursor after, int limit) {
    /** The most assignments that one page holds. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}
     */
    public AssignmentQuery {
        Objects.requireNonNull(organization, "organization");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d assignments, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /**
     * Where an assignment stands in the order.
     *
     * @param agent whose assignment it is
     * @param number of which number
     */
    public record Cursor(AgentId agent, E164 number) {
        /** Requires both. */
        public Cursor {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(number, "number");
        }
    }

    /** Asks for the first 100 assignments of an organization. */
    public static AssignmentQuery of(OrganizationId organization) {
        return new AssignmentQuery(organization, null, DEFAULT_LIMIT);
    }

    /** Continues behind the last assignment of an earlier page. */
    public AssignmentQuery after(Assignment lastSeen) {
        return new AssignmentQuery(
                organization, new Cursor(lastSeen.agent(), lastSeen.number().e164()), limit);
    }

    /**
     * Asks for at most so many assignments.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_LIMIT}
     */
    public AssignmentQuery limit(int most) {
        return new AssignmentQuery(organization, after, most);
    }
}
