package dev.callgate.spi;

import dev.callgate.admin.Assignments;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps who has which number. A port: hosts use {@link Assignments}; a store that offers administration implements this;
 * one that only counts calls implements {@link AssignmentStore} alone.
 *
 * <p>Implementations are safe for use by many threads and processes. Every operation sees one organization only, and is
 * applied whole or not at all; once it has returned, it holds for every decision on every node. A store that keeps an audit
 * trail writes one entry for each assignment that was changed, in the same step, and one for a reset of counts. Any
 * operation may throw a {@link StoreException}.
 */
public interface AssignmentAdminStore extends AssignmentStore {
    /**
     * Gives numbers to agents: all of them, or none. Of several that try the same number at once, one wins. Where an agent
     * had a number before, the assignment keeps its id and its count.
     *
     * @return the assignments, in the order of the wishes
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.Assigned if somebody has one of them already, or it is wished for twice
     */
    List<Assignment> assignAll(OrganizationId organization, List<NewAssignment> wishes, ChangeContext by);

    /** Gives one number to an agent, as {@link #assignAll} does. */
    default Assignment assign(
            OrganizationId organization, UUID numberId, AgentId agent, Terms terms, UUID newId, ChangeContext by) {
        return assignAll(organization, List.of(new NewAssignment(newId, numberId, agent, terms)), by)
                .get(0);
    }

    /**
     * Takes all numbers of an agent back, and gives them to another under the same terms, or to nobody; in one step, so
     * that nobody sees a part of it.
     *
     * @param to who gets them; not {@code from}; null for nobody
     * @param newIds gives the ids of assignments that {@code to} never had
     * @return the assignments as they are now, or, where nobody gets the numbers, as they were; empty if the agent has
     *     none
     */
    List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by);

    /**
     * Changes the terms under which a number is assigned.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.NotAssigned if nobody has it
     */
    Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by);

    /**
     * Takes a number back from whoever has it; the count is kept.
     *
     * @return the assignment as it was
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.NotAssigned if nobody has it
     */
    Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by);

    /** Finds the assignment of a number; empty if the number is not assigned, or the organization has no such number. */
    Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId);

    /** Lists assignments, in the order of agent and then number. */
    List<Assignment> list(AssignmentQuery query);

    /**
     * Lists all assignments of the next agents that have any, in the order of agent and then number.
     *
     * @param after the agent behind whom to begin, or null for the first ones
     * @param agents of how many agents at most
     */
    List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents);

    /**
     * Writes the roll-over of a day into the rows, which the first charge of the day would do otherwise: counts of days
     * before become 0 on this day. Counts of this day and of later ones are left alone, so nobody gets a second
     * allowance.
     *
     * @param by who resets them; noted only where any count was rolled over
     * @return how many counts were rolled over, those of assignments that ended included
     * @throws StoreException.Permanent if the day is more than one ahead of the store's; see {@link CallDay}
     */
    int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by);

    /**
     * A number that is to be given to an agent.
     *
     * @param id the assignment's id, if the agent never had the number
     * @param numberId which number
     * @param agent to whom
     * @param terms under which terms
     */
    record NewAssignment(UUID id, UUID numberId, AgentId agent, Terms terms) {
        /** Requires all of it. */
        public NewAssignment {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(numberId, "number id");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(terms, "terms");
        }
    }
}
