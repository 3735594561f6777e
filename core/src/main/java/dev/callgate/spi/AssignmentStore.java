package dev.callgate.spi;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a gate needs from a store: the assignments of an agent, and to count one call. A host with tables of its own implements this
 * interface. The contract tests in core's test JAR check an implementation.
 *
 * <p>Implementations are thread-safe, and safe for all processes that share the data. If the store fails, they throw the
 * {@link StoreException} that says what is known about the operation. They never guess.
 */
public interface AssignmentStore {
    /**
     * Returns the current assignments of an agent, with the state of the numbers and the counts as they are stored. The list is
     * empty if there are none, even if the organization or the agent is unknown.
     */
    List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent);

    /**
     * Returns a cached result of {@link #assignmentsOf}, if there is one. It may be out of date, since it is only used to choose the
     * assignment to count on: {@link #count} checks that the choice is still valid, and no call is refused by it: see {@link #stateOf}.
     * Meant for stores with a slow connection. Returns nothing by default.
     */
    default Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return Optional.empty();
    }

    /**
     * Counts one call on an assignment and on every counter that the request names, if the call is still allowed and all of them
     * have room. This is one atomic step: any number of concurrent callers together count no more calls than each limit allows, and
     * no fewer while there is room. If the call is not counted, nothing is counted anywhere.
     *
     * <p>{@link CountRequest#on} specifies the step and implements it for stores that can use it.
     */
    CountResult count(CountRequest request);

    /**
     * Does what {@link #count} does, but may return {@link CountResult.Stale} for any call that it did not count, without finding out why.
     * The gate then reads {@link #stateOf}, and decides again. Meant for stores to which each question is a round trip. Finds out why by
     * default.
     */
    default CountResult countIfRoom(CountRequest request) {
        return count(request);
    }

    /**
     * What is stored about the next call of an agent. Immutable.
     *
     * @param assignments the assignments, as of {@link AssignmentStore#assignmentsOf}
     * @param counters the counters that were asked for, as of {@link AssignmentStore#countersOf}
     * @param call the call that was allowed under the call ID that was asked for; null if there is none. It was read no earlier than the
     *     rest, so a call that used up the last room is found
     */
    record State(
            List<Assignment> assignments,
            CounterSnapshot counters,
            @Nullable AllowedCall call) {
        /** Copies the assignments. */
        public State {
            assignments = List.copyOf(assignments);
            Objects.requireNonNull(counters, "counters");
        }
    }

    /**
     * Reads all that a refusal rests on. The default reads one after the other.
     *
     * @param counters the counters to read; may be empty
     * @param at the time of the decision
     * @param callId the call ID to look up; null if there is none
     */
    default State stateOf(
            OrganizationId organization, AgentId agent, Set<Counter> counters, Instant at, @Nullable CallId callId) {
        return new State(
                assignmentsOf(organization, agent),
                counters.isEmpty() ? CounterSnapshot.NONE : countersOf(organization, counters, at),
                callId == null ? null : allowedCall(organization, callId).orElse(null));
    }

    /**
     * Returns a state that {@link #stateOf} has just read, if this store remembers it, on which a call without a call ID may be refused. A
     * change by which another node allows more is then seen a little later; nothing is allowed by it. Returns nothing by default.
     *
     * @param counters the counters that the state has to include
     */
    default Optional<State> recentStateOf(OrganizationId organization, AgentId agent, Set<Counter> counters) {
        return Optional.empty();
    }

    /**
     * Counts one call of an agent with a single number in one step, without a list of assignments or a {@link CountRequest}. The gate
     * asks this first if a call is counted on nothing but its assignment and the policy has nothing further to judge or to choose by.
     * The step is as exact as {@link #count}, and counts under the same conditions.
     *
     * <p>Meant for stores in memory. Counts nothing by default.
     *
     * @param requiredClass see {@link CountRequest#requiredClass}
     * @param day the day on which the call counts
     * @return the assignment after the call was counted; null if nothing was counted, for whatever reason, and the gate has to take the
     *     usual steps: the agent may have several numbers, or the call may not be allowed
     */
    @Nullable
    default Assignment countOnOnlyAssignment(
            OrganizationId organization, AgentId agent, E164 to, @Nullable NumberClass requiredClass, CallDay day) {
        return null;
    }

    /**
     * Finds the call that was allowed under a call ID. Stores that support call IDs implement {@link JournalStore}; the others need
     * not implement this method.
     *
     * @throws UnsupportedOperationException if the store does not support call IDs
     */
    default Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        throw new UnsupportedOperationException(
                "%s keeps no calls: use a store that implements JournalStore, or leave out the call ID"
                        .formatted(getClass().getName()));
    }

    /**
     * Returns the values of counters beyond those of assignments. A store that does not support limits beyond those of assignments
     * need not implement it; a gate with such limits then allows nothing.
     *
     * @param counters the counters to read; the result has all of them that are not zero
     * @param at the time of the decision, which calls that are held must not have ended before to be counted
     * @throws UnsupportedOperationException if the store does not support such limits
     */
    default CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
        throw new UnsupportedOperationException(
                "%s counts calls on assignments only: use a store that supports other limits, or remove the limits from the policy"
                        .formatted(getClass().getName()));
    }

    /**
     * Returns the counters of one limit that have used a large share of what they were last compared with, largest share first, then in
     * the order of their IDs. A store that does not support limits beyond those of assignments need not implement it.
     *
     * @param leastShare the minimum share of the limit, more than 0
     * @param most the maximum number of counters
     * @throws UnsupportedOperationException if the store does not support such limits
     */
    default List<UsedCounter> mostUsedCounters(
            OrganizationId organization, CountersOfLimit ofLimit, double leastShare, int most) {
        throw new UnsupportedOperationException(
                "%s counts calls on assignments only: use a store that supports other limits"
                        .formatted(getClass().getName()));
    }

    /**
     * The counters on which a limit counts. Immutable.
     *
     * @param scope whose calls are counted
     * @param attribute the name of the attribute whose calls are counted; null for another scope
     * @param kind what is counted, and in which time
     * @param period the beginning of the current period, as in {@link dev.callgate.model.CallCount}, or the current time in UTC where calls
     *     are held; earlier periods count nothing, and neither do calls that have ended
     */
    record CountersOfLimit(Counter.Scope scope, @Nullable String attribute, Counter.Kind kind, LocalDateTime period) {
        /** Requires all values but the attribute. */
        public CountersOfLimit {
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(period, "period");
        }

        /** Returns whether the limit counts on a counter. */
        public boolean contains(Counter counter) {
            return counter.scope() == scope
                    && counter.kind().equals(kind)
                    && counter.id().startsWith(idPrefix());
        }

        /** Returns the text with which the IDs of the counters begin; empty if there is none. */
        public String idPrefix() {
            return attribute == null
                    ? ""
                    : Counter.ofAttribute(attribute, "", kind).id();
        }
    }

    /**
     * A counter with the limit that it was last compared with. Immutable.
     *
     * @param counter the counter
     * @param used the calls or seconds that count
     * @param most the limit
     */
    record UsedCounter(Counter counter, long used, long most) {
        /** Requires the counter. */
        public UsedCounter {
            Objects.requireNonNull(counter, "counter");
        }

        /** Returns the used share of the limit, 0 or more; 1 if the limit is 0. */
        public double share() {
            return most == 0 ? 1 : (double) used / most;
        }
    }
}
