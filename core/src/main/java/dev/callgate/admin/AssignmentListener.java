package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import java.time.LocalDate;
import java.util.List;

/**
 * Is told what an {@link Assignments} object changed: to tell an agent's screen, to keep a cache up to date, for meters and
 * messages. Each method does nothing unless it is implemented.
 *
 * <p>Called by the thread that made the change, after the store has confirmed it and before the method returns; by many
 * threads at once, so it has to be quick. In a transaction of the caller's, that is before the caller commits. What is
 * refused, what fails and what another object or another process changes is not told: the audit trail has everything. Of
 * calls, {@code CallListener} is told. What a listener throws is logged, and changes nothing.
 */
public interface AssignmentListener {
    /**
     * Numbers were given to agents, one by one, evenly or by an import, which tells each batch once it is stored; a dry run
     * tells nothing. A move is told by {@link #moved}.
     *
     * @param actor who gave them
     * @param made the assignments as they are now, all of one organization; never empty
     */
    default void assigned(ActorId actor, List<Assignment> made) {}

    /**
     * Somebody set the terms of an assignment. Told also where it had these before, of which the audit trail has no entry.
     *
     * @param actor who did
     * @param after the assignment as it is afterwards
     */
    default void termsChanged(ActorId actor, Assignment after) {}

    /**
     * Numbers were taken back, and nobody has them now. A move is told by {@link #moved}.
     *
     * @param actor who took them
     * @param ended the assignments as they were, all of one organization; never empty
     */
    default void unassigned(ActorId actor, List<Assignment> ended) {}

    /**
     * All numbers of an agent were given to another, in one step: neither {@link #unassigned} nor {@link #assigned} is
     * called, since the numbers were nobody's at no time, and what the former assignments had counted is not read.
     *
     * @param actor who moved them
     * @param from the agent that has none of these numbers any more
     * @param now the assignments of the other agent as they are now, all of one organization; never empty
     */
    default void moved(ActorId actor, AgentId from, List<Assignment> now) {}

    /**
     * The roll-over of a day was written into stored counts; not called where there was nothing to write.
     *
     * @param actor who reset them
     * @param organization whose counts they are
     * @param day the day they are on now, in the zone that the caller named
     * @param counts how many there were; at least 1
     */
    default void countsReset(ActorId actor, OrganizationId organization, LocalDate day, int counts) {}
}
