package dev.callgate.model;

import dev.callgate.internal.Attributes;
import dev.callgate.model.CallOutcome.Result;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A query for one page of an organization's calls: those of some days that pass all filters, or all calls to a callee. The order is that
 * of the days, then of the times at which the calls were allowed, then of their IDs. Immutable: the methods return a modified copy.
 *
 * <p>Stores find the page by the day and the time. The filters by result, state, attribute and number are applied to each call of the
 * days until the page is full, so ask for one day, or a few.
 *
 * @param organization the organization that placed the calls
 * @param days the days on which the calls count; null for all days, which only a query for callees can have
 * @param filter which calls of these days to keep
 * @param newestFirst whether the order is reversed
 * @param after the position of the last call of the previous page; null for the first page
 * @param limit the maximum number of calls on the page, 1 to {@value #MAX_LIMIT}
 */
public record CallQuery(
        OrganizationId organization,
        @Nullable Days days,
        Filter filter,
        boolean newestFirst,
        @Nullable Cursor after,
        int limit) {
    /** The largest page size, which is also the default. */
    public static final int MAX_LIMIT = 1_000;

    /** The most keys of a callee. */
    public static final int MAX_CALLEE_KEYS = 100;

    private static final Comparator<Cursor> OLDEST_FIRST = Comparator.comparing(Cursor::day)
            .thenComparing(Cursor::at)
            .thenComparing(each -> each.callId().value());

    /** Whether a call has ended, and how. */
    public enum State {
        /** Neither released nor completed. */
        OPEN,
        /** Released, because it was never placed. */
        RELEASED,
        /** Completed with an outcome. */
        COMPLETED
    }

    /**
     * A range of days in the organization's time zone.
     *
     * @param from the first day
     * @param to the last day
     */
    public record Days(LocalDate from, LocalDate to) {
        /**
         * Validates the range.
         *
         * @throws IllegalArgumentException if the last day is before the first
         */
        public Days {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException(
                        "the last day, %s, is before the first, %s: exchange them".formatted(to, from));
            }
        }
    }

    /**
     * Which calls to keep. Null and empty values are no filter.
     *
     * @param agent the agent that placed the calls
     * @param number the number from which they were placed
     * @param callees the keys of one callee, at most {@value CallQuery#MAX_CALLEE_KEYS}
     * @param state whether the calls have ended
     * @param result the result of the calls, all of which were completed
     * @param attributes the values of attributes that the calls must have, by their names
     */
    public record Filter(
            @Nullable AgentId agent,
            @Nullable E164 number,
            Set<CalleeKey> callees,
            @Nullable State state,
            @Nullable Result result,
            Map<String, String> attributes) {
        /** Keeps all calls. */
        public static final Filter NONE = new Filter(null, null, Set.of(), null, null, Map.of());

        /**
         * Validates the values.
         *
         * @throws IllegalArgumentException if there are too many keys, or an attribute is not valid
         */
        public Filter {
            callees = Set.copyOf(callees);
            if (callees.size() > MAX_CALLEE_KEYS) {
                throw new IllegalArgumentException("a callee has at most %d keys, not %d: ask for one callee"
                        .formatted(MAX_CALLEE_KEYS, callees.size()));
            }
            attributes = Attributes.copyOf(attributes);
        }

        private boolean keeps(CallRecord each) {
            AllowedCall call = each.call();
            CallOutcome outcome = each.outcome();
            return (agent == null || agent.equals(call.counted().agent()))
                    && (number == null || number.equals(call.counted().number().e164()))
                    && (callees.isEmpty() || (call.callee() != null && callees.contains(call.callee())))
                    && (state == null || state == stateOf(call))
                    && (result == null || (outcome != null && outcome.result() == result))
                    && call.attributes().entrySet().containsAll(attributes.entrySet());
        }

        private static State stateOf(AllowedCall call) {
            if (call.isOpen()) {
                return State.OPEN;
            }
            return call.isReleased() ? State.RELEASED : State.COMPLETED;
        }
    }

    /**
     * The position of a call in the order.
     *
     * @param day the day on which the call counts
     * @param at when the call was counted
     * @param callId the ID of the call
     */
    public record Cursor(LocalDate day, Instant at, CallId callId) {
        /** Requires all values. */
        public Cursor {
            Objects.requireNonNull(day, "day");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(callId, "call id");
        }

        /** Returns the position of a call. */
        public static Cursor of(AllowedCall call) {
            return new Cursor(call.day(), call.at(), call.callId());
        }
    }

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}, or there are neither days nor callees
     */
    public CallQuery {
        Objects.requireNonNull(organization, "organization");
        if (days == null && filter.callees().isEmpty()) {
            throw new IllegalArgumentException(
                    "a query for calls needs days or a callee: name the first and the last day");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d calls, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** Returns a query for the first calls of a day. */
    public static CallQuery of(OrganizationId organization, LocalDate day) {
        return of(organization, day, day);
    }

    /**
     * Returns a query for the first calls of a range of days.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public static CallQuery of(OrganizationId organization, LocalDate from, LocalDate to) {
        return new CallQuery(organization, new Days(from, to), Filter.NONE, false, null, MAX_LIMIT);
    }

    /** Returns a query for the first calls of an agent's day. */
    public static CallQuery of(OrganizationId organization, AgentId agent, LocalDate day) {
        return of(organization, day).agent(agent);
    }

    /**
     * Returns a query for the first calls to a callee, on all days.
     *
     * @param keys all keys that the organization stores for the callee: see {@link dev.callgate.policy.CalleePrivacy#everyKeyOf}
     * @throws IllegalArgumentException if there is no key, or there are more than {@value #MAX_CALLEE_KEYS}
     */
    public static CallQuery to(OrganizationId organization, Set<CalleeKey> keys) {
        Filter filter = new Filter(null, null, requireKeys(keys), null, null, Map.of());
        return new CallQuery(organization, null, filter, false, null, MAX_LIMIT);
    }

    private static Set<CalleeKey> requireKeys(Set<CalleeKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "the callee has no key, so no call can be found by it: the organization keeps no callees");
        }
        return keys;
    }

    /** Keeps only the calls of an agent. */
    public CallQuery agent(AgentId only) {
        return with(new Filter(
                Objects.requireNonNull(only, "agent"),
                filter.number,
                filter.callees,
                filter.state,
                filter.result,
                filter.attributes));
    }

    /** Keeps only the calls from a number, also if it was deleted since. */
    public CallQuery number(E164 only) {
        return with(new Filter(
                filter.agent,
                Objects.requireNonNull(only, "number"),
                filter.callees,
                filter.state,
                filter.result,
                filter.attributes));
    }

    /**
     * Keeps only the calls to a callee.
     *
     * @param keys all keys that the organization stores for the callee
     * @throws IllegalArgumentException if there is no key, or there are more than {@value #MAX_CALLEE_KEYS}
     */
    public CallQuery callee(Set<CalleeKey> keys) {
        return with(new Filter(
                filter.agent, filter.number, requireKeys(keys), filter.state, filter.result, filter.attributes));
    }

    /** Keeps only the calls that have ended in one way, or have not ended. */
    public CallQuery state(State only) {
        return with(new Filter(
                filter.agent,
                filter.number,
                filter.callees,
                Objects.requireNonNull(only, "state"),
                filter.result,
                filter.attributes));
    }

    /** Keeps only the calls that were completed with a result. */
    public CallQuery result(Result only) {
        return with(new Filter(
                filter.agent,
                filter.number,
                filter.callees,
                filter.state,
                Objects.requireNonNull(only, "result"),
                filter.attributes));
    }

    /**
     * Keeps only the calls whose attribute has a value.
     *
     * @throws IllegalArgumentException if the name or the value cannot be that of an attribute
     */
    public CallQuery with(String name, String value) {
        Map<String, String> all = new HashMap<>(filter.attributes);
        all.put(name, value);
        return with(new Filter(filter.agent, filter.number, filter.callees, filter.state, filter.result, all));
    }

    private CallQuery with(Filter other) {
        return new CallQuery(organization, days, other, newestFirst, after, limit);
    }

    /** Returns a query in the reversed order. */
    public CallQuery newestFirst(boolean isReversed) {
        return new CallQuery(organization, days, filter, isReversed, after, limit);
    }

    /** Returns a query for the page after the last call of the previous page. */
    public CallQuery after(CallRecord last) {
        return new CallQuery(organization, days, filter, newestFirst, Cursor.of(last.call()), limit);
    }

    /** Returns a query with another page size. */
    public CallQuery limit(int most) {
        return new CallQuery(organization, days, filter, newestFirst, after, most);
    }

    /** Returns the order of calls. */
    public Comparator<CallRecord> order() {
        Comparator<CallRecord> oldestFirst = Comparator.comparing(each -> Cursor.of(each.call()), OLDEST_FIRST);
        return newestFirst ? oldestFirst.reversed() : oldestFirst;
    }

    /** Returns whether one of the organization's calls passes the filters and is on a later page than the previous one. */
    public boolean keeps(CallRecord call) {
        LocalDate day = call.call().day();
        return (days == null || (!day.isBefore(days.from()) && !day.isAfter(days.to())))
                && filter.keeps(call)
                && isAfter(Cursor.of(call.call()));
    }

    private boolean isAfter(Cursor position) {
        if (after == null) {
            return true;
        }
        int later = OLDEST_FIRST.compare(position, after);
        return newestFirst ? later < 0 : later > 0;
    }
}
