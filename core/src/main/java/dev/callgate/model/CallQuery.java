package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One page of an agent's calls on one day, in the order of time. Immutable.
 *
 * @param organization whose agent it is
 * @param agent who called
 * @param day the day that the calls count on, in the organization's zone
 * @param after the last call of the page before, or null for the first page
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record CallQuery(
        OrganizationId organization,
        AgentId agent,
        LocalDate day,
        @Nullable Cursor after,
        int limit) {
    /** The largest page, and the one that is taken unless said otherwise. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * A place between calls.
     *
     * @param at when the call before it was granted
     * @param callId that call
     */
    public record Cursor(Instant at, CallId callId) {
        /** Requires both. */
        public Cursor {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(callId, "call id");
        }
    }

    /**
     * Requires all but the place.
     *
     * @throws IllegalArgumentException if the limit is out of its range
     */
    public CallQuery {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(day, "day");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d calls, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** Asks for the first page. */
    public static CallQuery of(OrganizationId organization, AgentId agent, LocalDate day) {
        return new CallQuery(organization, agent, day, null, MAX_LIMIT);
    }

    /** Asks for the page behind a call. */
    public CallQuery after(CallRecord last) {
        return new CallQuery(
                organization,
                agent,
                day,
                new Cursor(last.call().at(), last.call().callId()),
                limit);
    }

    /** Asks for another size of page. */
    public CallQuery limit(int most) {
        return new CallQuery(organization, agent, day, after, most);
    }
}
