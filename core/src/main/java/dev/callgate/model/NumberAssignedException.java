package dev.callgate.model;

/** The number is assigned, and what was asked for needs one that is not. */
public final class NumberAssignedException extends InventoryException {
    private static final long serialVersionUID = 1L;

    /** Names the number, by its id or digits, and the agent that has it. */
    public NumberAssignedException(Object idOrNumber, AgentId holder) {
        super("number %s is assigned to agent %s: unassign it first".formatted(idOrNumber, holder));
    }
}
