package dev.callgate.model;

/**
 * The host's id of whoever administers: a person who is logged in, or a job. It goes into the audit trail.
 *
 * @param value 1 to 64 characters, opaque to the library
 */
public record ActorId(String value) {
    /** Whoever changes something where the host named nobody. */
    public static final ActorId SYSTEM = new ActorId("system");

    /**
     * Wraps an id of the host's.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or holds control characters
     */
    public ActorId {
        OpaqueId.requireValid(value, "actor id");
    }

    /** Returns the id as the host wrote it. */
    @Override
    public String toString() {
        return value;
    }
}
