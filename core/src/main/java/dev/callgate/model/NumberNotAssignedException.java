package dev.callgate.model;

/** The number is assigned to nobody, and what was asked for needs one that is. */
public final class NumberNotAssignedException extends InventoryException {
    private static final long serialVersionUID = 1L;

    /** Names the number, by its id or digits. */
    public NumberNotAssignedException(Object idOrNumber) {
        super("number %s is assigned to nobody".formatted(idOrNumber));
    }
}
