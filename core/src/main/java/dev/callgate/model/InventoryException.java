package dev.callgate.model;

/** Thrown if a change conflicts with the current state of the inventory. Nothing was changed. */
public abstract sealed class InventoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InventoryException(String message) {
        super(message);
    }

    /** Thrown if the number is already in the inventory. */
    public static final class Duplicate extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception for a number that the organization already has. */
        public Duplicate(OrganizationId organization, E164 e164) {
            super("organization %s already has the number %s".formatted(organization, e164));
        }
    }

    /** Thrown if the organization does not have the number, or has deleted it. */
    public static final class NoSuchNumber extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception for a number that was looked up by its ID or its E.164 form. */
        public NoSuchNumber(OrganizationId organization, Object idOrNumber) {
            super("organization %s has no number %s: it was never added, or it was deleted"
                    .formatted(organization, idOrNumber));
        }
    }

    /** Thrown if the number is assigned and the change needs an unassigned number. */
    public static final class Assigned extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception for a number, identified by its ID or its E.164 form, and its agent. */
        public Assigned(Object idOrNumber, AgentId holder) {
            super("number %s is assigned to agent %s: unassign it first".formatted(idOrNumber, holder));
        }
    }

    /** Thrown if the number is not assigned and the change needs an assigned number. */
    public static final class NotAssigned extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Creates an exception for a number, identified by its ID or its E.164 form. */
        public NotAssigned(Object idOrNumber) {
            super("number %s is not assigned to an agent: assign it first".formatted(idOrNumber));
        }
    }
}
