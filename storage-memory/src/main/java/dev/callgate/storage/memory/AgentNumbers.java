package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import java.util.List;

/**
 * The numbers that are or were assigned to an agent, as an entry of {@link AgentIndex}. Most agents have one number, and most numbers
 * have one agent. So the slot of a number is itself the entry of the agent who had it first, until that agent has another number too.
 */
sealed interface AgentNumbers permits NumberSlot, AgentNumbers.Several {
    /** Returns the agent whose entry this is: the shared ID object that all assignments of the agent use. */
    AgentId agent();

    /** Returns the numbers in the order of their IDs. */
    List<NumberSlot> slots();

    /**
     * The entry of an agent with several numbers, or with one that another agent had first.
     */
    record Several(AgentId agent, List<NumberSlot> slots) implements AgentNumbers {}
}
