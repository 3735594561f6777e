package dev.callgate.assignment;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.NumberAssignedException;
import dev.callgate.number.NumberNotAssignedException;
import dev.callgate.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Keeps who has which number. A port: hosts use {@link Assignments}; a store that offers administration implements this;
 * one that only counts calls implements {@link AssignmentStore} alone.
 *
 * <p>Implementations are safe for use by many threads and processes. Every operation sees one organization only, and is
 * applied whole or not at all; once it has returned, it holds for every decision on every node. Any of them may throw a
 * {@link StoreException}.
 */
public interface AssignmentAdministration extends AssignmentStore {
    /**
     * Gives a number to an agent. Of several that try at once, one wins. Where the agent had the number before, the
     * assignment keeps its id and its count.
     *
     * @param newId the assignment's id, if the agent never had the number
     * @throws NoSuchNumberException if the organization has no such number
     * @throws NumberAssignedException if somebody has it already
     */
    Assignment assign(OrganizationId organization, UUID numberId, AgentId agent, Terms terms, UUID newId, Instant now);

    /**
     * Changes the terms under which a number is assigned.
     *
     * @throws NoSuchNumberException if the organization has no such number
     * @throws NumberNotAssignedException if nobody has it
     */
    Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, Instant now);

    /**
     * Takes a number back from whoever has it; the count is kept.
     *
     * @return the assignment as it was
     * @throws NoSuchNumberException if the organization has no such number
     * @throws NumberNotAssignedException if nobody has it
     */
    Assignment unassign(OrganizationId organization, UUID numberId, Instant now);

    /** Lists an organization's assignments, in the order of agent and then number. */
    List<Assignment> assignmentsOf(OrganizationId organization);

    /**
     * Writes the roll-over of a day into the rows, which the first charge of the day would do otherwise: counts of days
     * before become 0 on this day. Counts of this day and of later ones are left alone, so nobody gets a second
     * allowance.
     *
     * @return how many counts were rolled over, those of assignments that ended included
     * @throws StoreException.Permanent if the day is more than one ahead of the store's; see {@link CallDay}
     */
    int resetDailyCallCounts(OrganizationId organization, CallDay today);
}
