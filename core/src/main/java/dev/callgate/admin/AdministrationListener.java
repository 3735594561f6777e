package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Observes the changes that a {@link NumberInventory} and an {@link Assignments} object make, for example to keep a search index, a
 * cache or an agent's screen up to date. Every method does nothing by default.
 *
 * <p>Methods are called on the thread that made the change, after the store has confirmed it and before the changing method
 * returns, by many threads at once. So they have to be fast. In the caller's transaction, that is before the commit. Changes that
 * were refused or failed, and changes by other objects or processes, are not reported: the audit trail has all of them. Calls are
 * reported to {@code CallListener}. Exceptions that a listener throws are logged and change nothing.
 */
public interface AdministrationListener {
    /**
     * Numbers were added, one by one or by an import, including deleted numbers that were added again under their old IDs. An
     * import reports each batch once it is stored, on its writers' threads if it has several. A dry run reports nothing.
     *
     * @param actor who added them
     * @param added the numbers as they are stored, all of one organization, in any order; never empty
     */
    default void numbersAdded(ActorId actor, List<PhoneNumber> added) {}

    /**
     * A number was changed: its status, quarantine, provider, capabilities or first day of service. Also called if the new values
     * equal the old ones, of which the audit trail has no entry.
     *
     * @param actor who changed it
     * @param after the number as it is now
     */
    default void numberChanged(ActorId actor, PhoneNumber after) {}

    /**
     * A number was deleted.
     *
     * @param actor who deleted it
     * @param organization the number's organization
     * @param id the number's ID
     */
    default void numberDeleted(ActorId actor, OrganizationId organization, UUID id) {}

    /**
     * Numbers were assigned to agents, one by one, evenly, by an import or by a bulk change. The last two report each batch once it is
     * stored. A dry run reports nothing. A move is reported by {@link #moved}.
     *
     * @param actor who assigned them
     * @param made the assignments as they are now, all of one organization; never empty
     */
    default void assigned(ActorId actor, List<Assignment> made) {}

    /**
     * The terms of an assignment were changed. Also called if the new terms equal the old ones, of which the audit trail has no
     * entry.
     *
     * @param actor who changed them
     * @param after the assignment as it is now
     */
    default void termsChanged(ActorId actor, Assignment after) {}

    /**
     * Numbers were unassigned, and are not assigned to anyone now. A move is reported by {@link #moved}.
     *
     * @param actor who unassigned them
     * @param ended the assignments as they were, all of one organization; never empty
     */
    default void unassigned(ActorId actor, List<Assignment> ended) {}

    /**
     * Numbers of an agent were moved to other agents in one step: all of them to one agent, or some of them by a bulk change. Neither
     * {@link #unassigned} nor {@link #assigned} is called.
     *
     * @param actor who moved them
     * @param from the agent that had the numbers before
     * @param now the assignments of the other agents as they are now, all of one organization; never empty
     */
    default void moved(ActorId actor, AgentId from, List<Assignment> now) {}

    /**
     * Stored counts were rolled over to a day. Not called if there was nothing to roll over.
     *
     * @param actor who reset them
     * @param organization the organization of the counts
     * @param day the day that they belong to now, in the zone that the caller named
     * @param counts how many counts there were, 1 or more
     */
    default void countsReset(ActorId actor, OrganizationId organization, LocalDate day, int counts) {}
}
