package dev.callgate.spi;

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
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Administers assignments. Hosts use {@code Assignments}. A store that only counts calls implements {@link AssignmentStore} alone.
 *
 * <p>Implementations are thread-safe, and safe for all processes that share the data. Every operation sees one organization only and
 * is atomic. Once it has returned, it applies to every decision on every node. A store that keeps an audit trail writes one entry per
 * changed assignment in the same step, and one entry per reset of counts. Any operation may throw a {@link StoreException}.
 */
public interface AssignmentAdminStore extends AssignmentStore {
    /**
     * Assigns numbers to agents: all of them, or none. If several callers assign the same number at the same time, one succeeds. If
     * an agent had the number before, the assignment keeps its ID and its count.
     *
     * @return the assignments, in the order of the requests
     * @throws InventoryException.NoSuchNumber if the organization does not have one of the numbers
     * @throws InventoryException.Assigned if one of the numbers is assigned, or is requested twice
     */
    List<Assignment> assignAll(OrganizationId organization, List<NewAssignment> requests, ChangeContext by);

    /** Assigns one number to an agent, as {@link #assignAll} does. */
    default Assignment assign(
            OrganizationId organization, UUID numberId, AgentId agent, Terms terms, UUID newId, ChangeContext by) {
        return assignAll(organization, List.of(new NewAssignment(newId, numberId, agent, terms)), by)
                .get(0);
    }

    /**
     * Unassigns all numbers of an agent, and assigns them to another agent under the same terms if there is one. This is one step, so
     * that no decision sees a part of it.
     *
     * @param to the other agent, not equal to {@code from}; null if there is none
     * @param newIds supplies the IDs of assignments that {@code to} never had
     * @return the other agent's assignments; if there is no other agent, the assignments as they were; empty if {@code from} has none
     */
    List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by);

    /**
     * Moves numbers to agents under the same terms: all of them, or none. No decision sees a number without an agent. If an agent had the
     * number before, the assignment keeps its ID and its count. A number that already belongs to the agent is not changed, and is left out
     * of the result.
     *
     * @param moves no two of them of the same number
     * @return what was moved, in the order of the requests
     * @throws InventoryException.NoSuchNumber if the organization does not have one of the numbers
     * @throws InventoryException.NotAssigned if one of the numbers is not assigned
     */
    List<Moved> moveNumbers(OrganizationId organization, List<NumberMove> moves, ChangeContext by);

    /**
     * Changes the terms of a number's assignment.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.NotAssigned if the number is not assigned
     */
    Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by);

    /**
     * Unassigns numbers: all of them, or none. Their counts are kept.
     *
     * @param numberIds the IDs of the numbers
     * @return the assignments as they were, in the order of the numbers' IDs in the set
     * @throws InventoryException.NoSuchNumber if the organization does not have one of the numbers
     * @throws InventoryException.NotAssigned if one of the numbers is not assigned
     */
    List<Assignment> unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by);

    /** Unassigns one number, as {@link #unassignNumbers} does. */
    default Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        return unassignNumbers(organization, Set.of(numberId), by).get(0);
    }

    /** Finds the assignment of a number; empty if the number is not assigned, or the organization has no such number. */
    Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId);

    /** Lists assignments, in the order of agent and then number. */
    List<Assignment> list(AssignmentQuery query);

    /**
     * Lists all assignments of the next agents that have any, in the order of agent and then number.
     *
     * @param after the agent after which the list begins, or null for the first agents
     * @param agents the most agents whose assignments are listed
     */
    List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents);

    /**
     * Rolls stored counts over to a day: counts of earlier days become 0 on this day. Otherwise the first call of the day does so.
     * Counts of this day and of later days are left alone, so that no agent gets a second allowance.
     *
     * @param by who resets them, and when; recorded only if any count was rolled over
     * @return how many counts were rolled over, including those of assignments that ended
     * @throws StoreException.Permanent if the day is more than one day ahead of the store's clock; see {@link CallDay}
     */
    int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by);

    /**
     * A request to assign a number to an agent.
     *
     * @param id the ID of the assignment if the agent never had the number
     * @param numberId the ID of the number
     * @param agent the agent
     * @param terms the terms of the assignment
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

    /**
     * A request to move a number to an agent.
     *
     * @param newId the ID of the assignment if the agent never had the number
     * @param numberId the ID of the number
     * @param to the agent that gets the number
     */
    record NumberMove(UUID newId, UUID numberId, AgentId to) {
        /** Requires all of it. */
        public NumberMove {
            Objects.requireNonNull(newId, "new id");
            Objects.requireNonNull(numberId, "number id");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * A number that was moved.
     *
     * @param ended the assignment as it was
     * @param now the assignment of the other agent
     */
    record Moved(Assignment ended, Assignment now) {}
}
