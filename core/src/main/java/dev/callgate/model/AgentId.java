package dev.callgate.model;

/**
 * The host's id of an agent: who places calls, a person or a machine.
 *
 * @param value 1 to 64 characters, opaque to the library: compared exactly, case included. A UUID in its usual text
 *     form is one case.
 */
public record AgentId(String value) {
    /**
     * Wraps an id of the host's.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or holds control characters
     */
    public AgentId {
        OpaqueId.requireValid(value, "agent id");
    }

    /** Returns the id as the host wrote it. */
    @Override
    public String toString() {
        return value;
    }
}
