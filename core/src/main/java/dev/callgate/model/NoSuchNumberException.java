package dev.callgate.model;

/** The organization has no such number, or has deleted it. */
public final class NoSuchNumberException extends InventoryException {
    private static final long serialVersionUID = 1L;

    /** Names the organization and what was looked for: an id or a number. */
    public NoSuchNumberException(OrganizationId organization, Object idOrNumber) {
        super("organization %s has no number %s; it was never added, or was deleted"
                .formatted(organization, idOrNumber));
    }
}
