package dev.callgate.model;

/**
 * The host's ID of an agent: a person or a program that places calls. Immutable.
 *
 * @param value 1 to 64 characters, opaque to the library, which compares it exactly, including case; for example, a
 *     UUID in its usual text form
 */
public record AgentId(String value) {
    /**
     * Wraps an ID of the host.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or contains control characters
     */
    public AgentId {
        OpaqueId.requireValid(value, "agent id");
    }

    /** Returns the ID exactly as the host passed it. */
    @Override
    public String toString() {
        return value;
    }
}
