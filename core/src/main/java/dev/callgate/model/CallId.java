package dev.callgate.model;

/**
 * The host's id of one call: a decision that is asked for again with the same id is the same decision.
 *
 * @param value 1 to 128 characters, opaque to the library: compared exactly, case included; a SIP Call-ID (RFC 3261, section
 *     8.1.1.4) is one case. Never the same for two calls of one organization.
 */
public record CallId(String value) {
    /** A SIP Call-ID has a random part and a host's name. */
    private static final int MAX_LENGTH = 128;

    /**
     * Wraps an id of the host's.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 128 characters, begins or ends with a space,
     *     or holds control characters
     */
    public CallId {
        OpaqueId.requireValid(value, "call id", MAX_LENGTH);
    }

    /** Returns the id as the host wrote it. */
    @Override
    public String toString() {
        return value;
    }
}
