package dev.callgate.model;

/** An administrator's change cannot be made, because of how the inventory stands. Nothing was changed. */
public abstract sealed class InventoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InventoryException(String message) {
        super(message);
    }

    /** The number is in the inventory already. */
    public static final class Duplicate extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Names the number and the organization that has it. */
        public Duplicate(OrganizationId organization, E164 e164) {
            super("organization %s has the number %s already".formatted(organization, e164));
        }
    }

    /** The organization has no such number, or has deleted it. */
    public static final class NoSuchNumber extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Names the organization and what was looked for: an id or a number. */
        public NoSuchNumber(OrganizationId organization, Object idOrNumber) {
            super("organization %s has no number %s; it was never added, or was deleted"
                    .formatted(organization, idOrNumber));
        }
    }

    /** The number is assigned, and what was asked for needs one that is not. */
    public static final class Assigned extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Names the number, by its id or digits, and the agent that has it. */
        public Assigned(Object idOrNumber, AgentId holder) {
            super("number %s is assigned to agent %s: unassign it first".formatted(idOrNumber, holder));
        }
    }

    /** The number is assigned to nobody, and what was asked for needs one that is. */
    public static final class NotAssigned extends InventoryException {
        private static final long serialVersionUID = 1L;

        /** Names the number, by its id or digits. */
        public NotAssigned(Object idOrNumber) {
            super("number %s is assigned to nobody".formatted(idOrNumber));
        }
    }
}
