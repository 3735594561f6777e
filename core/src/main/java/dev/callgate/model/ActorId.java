package dev.callgate.model;

/**
 * The host's ID of an administrator: a logged-in person or a job. It is recorded in the audit trail.
 *
 * @param value 1 to 64 characters, opaque to the library
 */
public record ActorId(String value) {
    /** The actor of a change for which the host named no actor. */
    public static final ActorId SYSTEM = new ActorId("system");

    /**
     * Wraps an ID of the host.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or contains control characters
     */
    public ActorId {
        OpaqueId.requireValid(value, "actor id");
    }

    /** Returns the ID exactly as the host passed it. */
    @Override
    public String toString() {
        return value;
    }
}
