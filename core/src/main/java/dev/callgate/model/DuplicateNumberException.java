package dev.callgate.model;

/** The number is in the inventory already. */
public final class DuplicateNumberException extends InventoryException {
    private static final long serialVersionUID = 1L;

    /** Names the number and the organization that has it. */
    public DuplicateNumberException(OrganizationId organization, E164 e164) {
        super("organization %s has the number %s already".formatted(organization, e164));
    }
}
