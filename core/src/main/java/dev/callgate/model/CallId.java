package dev.callgate.model;

/**
 * The host's ID of one call, its idempotency key: a repeated request with the same ID gets the same decision.
 * Immutable.
 *
 * @param value 1 to 128 characters, opaque to the library, which compares it exactly, including case; for example, a
 *     SIP Call-ID (RFC 3261, section 8.1.1.4). Two calls of one organization must not share an ID.
 */
public record CallId(String value) {
    /** Long enough for a SIP Call-ID, which has a random part and a host name. */
    private static final int MAX_LENGTH = 128;

    /**
     * Wraps an ID of the host.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 128 characters, begins or ends with a space,
     *     or contains control characters
     */
    public CallId {
        OpaqueId.requireValid(value, "call id", MAX_LENGTH);
    }

    /** Returns the ID exactly as the host passed it. */
    @Override
    public String toString() {
        return value;
    }
}
