package dev.callgate.assignment;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.store.StoreException;
import java.util.List;
import java.util.Optional;

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
    default Optional<List<Assignment>> rememberedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return Optional.empty();
    }

    /**
     * Counts one call on an assignment, if it would still be allowed and has room; in one atomic step, so that
     * among any number of callers at once no more are granted than the limit allows, and no fewer while it has room.
     *
     * <p>What the step does is said, and written out, at {@link Charge#on}.
     */
    ChargeResult charge(Charge charge);
}
