package dev.callgate.model;

/**
 * The host's id of an organization, the tenant whose data nobody else reads or changes.
 *
 * @param value 1 to 64 characters, opaque to the library: compared exactly, case included. A UUID in its usual text
 *     form is one case.
 */
public record OrganizationId(String value) {
    /**
     * Wraps an id of the host's.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or holds control characters
     */
    public OrganizationId {
        OpaqueId.requireValid(value, "organization id");
    }

    /** Returns the id as the host wrote it. */
    @Override
    public String toString() {
        return value;
    }
}
