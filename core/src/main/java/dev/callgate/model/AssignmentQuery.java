package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * A query for one page of an organization's assignments, ordered by agent and then by number. Immutable: the methods
 * return a modified copy.
 *
 * @param organization the organization whose assignments are listed
 * @param after the position after which the page begins; null for the first page
 * @param limit the maximum number of assignments on the page, 1 to {@value #MAX_LIMIT}
 */
public record AssignmentQuery(
        OrganizationId organization, @Nullable Cursor after, int limit) {
    /** The largest page size. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /**
     * Validates the values.
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
     * The position of an assignment in the order.
     *
     * @param agent the agent of the assignment
     * @param number the number of the assignment
     */
    public record Cursor(AgentId agent, E164 number) {
        /** Requires both. */
        public Cursor {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(number, "number");
        }
    }

    /** Returns a query for the first 100 assignments of an organization. */
    public static AssignmentQuery of(OrganizationId organization) {
        return new AssignmentQuery(organization, null, DEFAULT_LIMIT);
    }

    /** Returns a query for the page after the last assignment of the previous page. */
    public AssignmentQuery after(Assignment lastSeen) {
        return new AssignmentQuery(
                organization, new Cursor(lastSeen.agent(), lastSeen.number().e164()), limit);
    }

    /**
     * Returns a query with another page size.
     *
     * @throws IllegalArgumentException if the size is not 1 to {@value #MAX_LIMIT}
     */
    public AssignmentQuery limit(int most) {
        return new AssignmentQuery(organization, after, most);
    }
}
