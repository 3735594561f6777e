package dev.callgate.model;

/**
 * The host's ID of an organization, a tenant whose data no other organization can read or change. Immutable.
 *
 * @param value 1 to 64 characters, opaque to the library, which compares it exactly, including case; for example, a
 *     UUID in its usual text form
 */
public record OrganizationId(String value) {
    /**
     * Wraps an ID of the host.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or contains control characters
     */
    public OrganizationId {
        OpaqueId.requireValid(value, "organization id");
    }

    /** Returns the ID exactly as the host passed it. */
    @Override
    public String toString() {
        return value;
    }
}
