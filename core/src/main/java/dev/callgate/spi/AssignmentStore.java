package dev.callgate.spi;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the gate asks of a store: which numbers an agent has, and to count one call. This is the interface that a host
 * with tables of its own implements; the contract tests in core's test-jar tell whether it did so rightly.
 *
 * <p>Implementations are safe for use by many threads, and as many processes as share the data. Where the store cannot
 * answer, they throw the {@link StoreException} that says what is known, and never answer by guess.
 */
public interface AssignmentStore {
    /**
     * Returns the assignments that an agent has now, with the numbers' state and the counts as they are stored; an empty
     * list where there are none, also where the organization or the agent is not known.
     */
    List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent);

    /**
     * Returns what the store remembers of {@link #assignmentsOf}, if anything: it may be out of date, and is only used to
     * choose what to charge. The charge proves that the choice still holds, and nothing is refused before the
     * assignments were read. For stores that are far away; the others need not implement it.
     */
    default Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return Optional.empty();
    }

    /**
     * Counts one call on an assignment, and on all else that the charge names, if it would still be allowed and
     * everything has room; in one atomic step, so that among any number of callers at once no more are granted than each
     * limit allows, and no fewer while there is room. Where it is not granted, nothing is counted anywhere.
     *
     * <p>What the step does is said, and written out, at {@link CountRequest#on}.
     */
    CountResult count(CountRequest request);

    /**
     * Finds a call that was granted under an id. A store that offers no call ids need not implement it; one that does is a
     * {@code JournalStore}.
     *
     * @throws UnsupportedOperationException if the store offers no call ids
     */
    default Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        throw new UnsupportedOperationException(
                "%s remembers no calls: call ids need a store that implements JournalStore"
                        .formatted(getClass().getName()));
    }

    /**
     * Returns what was counted besides on assignments. A store that offers no {@link dev.callgate.policy.Caps} need not implement
     * it; a gate with caps then allows nothing.
     *
     * @param counters what to look up; at least these are in the answer, unless nothing was counted on them
     * @param callee whose attempts to look up, or null for none
     * @throws UnsupportedOperationException if the store offers no caps
     */
    default CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, @Nullable CalleeKey callee) {
        throw new UnsupportedOperationException(
                "%s counts calls on assignments only: caps need a store that implements usageOf, and counts them in charge"
                        .formatted(getClass().getName()));
    }
}
