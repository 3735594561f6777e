package dev.callgate.model;

import dev.callgate.internal.Attributes;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A query for one page of an agent's calls on one day, in chronological order. Immutable.
 *
 * @param organization the agent's organization
 * @param agent the agent that placed the calls
 * @param day the day on which the calls count, in the organization's time zone
 * @param attributes the values of attributes that the calls must have, by their names; empty for all calls
 * @param after the position of the last call of the previous page; null for the first page
 * @param limit the maximum number of calls on the page, 1 to {@value #MAX_LIMIT}
 */
public record CallQuery(
        OrganizationId organization,
        AgentId agent,
        LocalDate day,
        Map<String, String> attributes,
        @Nullable Cursor after,
        int limit) {
    /** The largest page size, which is also the default. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * The position of a call in the order.
     *
     * @param at when the call was counted
     * @param callId the ID of the call
     */
    public record Cursor(Instant at, CallId callId) {
        /** Requires both values. */
        public Cursor {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(callId, "call id");
        }
    }

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}, or an attribute is not valid
     */
    public CallQuery {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(day, "day");
        attributes = Attributes.copyOf(attributes);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d calls, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** Returns a query for the first page. */
    public static CallQuery of(OrganizationId organization, AgentId agent, LocalDate day) {
        return new CallQuery(organization, agent, day, Map.of(), null, MAX_LIMIT);
    }

    /** Returns a query for the page after the last call of the previous page. */
    public CallQuery after(CallRecord last) {
        return new CallQuery(
                organization,
                agent,
                day,
                attributes,
                new Cursor(last.call().at(), last.call().callId()),
                limit);
    }

    /**
     * Keeps only the calls whose attribute has a value.
     *
     * @throws IllegalArgumentException if the name or the value cannot be that of an attribute
     */
    public CallQuery with(String name, String value) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(name, value);
        return new CallQuery(organization, agent, day, all, after, limit);
    }

    /** Returns a query with another page size. */
    public CallQuery limit(int most) {
        return new CallQuery(organization, agent, day, attributes, after, most);
    }

    /** Returns whether the query keeps a call of the agent's day. */
    public boolean keeps(AllowedCall call) {
        return call.attributes().entrySet().containsAll(attributes.entrySet());
    }
}
