package dev.callgate.model;

/** An administrator's change cannot be made, because of how the inventory stands. Nothing was changed. */
public abstract sealed class InventoryException extends RuntimeException
        permits NoSuchNumberException, DuplicateNumberException, NumberAssignedException, NumberNotAssignedException {
    private static final long serialVersionUID = 1L;

    InventoryException(String message) {
        super(message);
    }
}
