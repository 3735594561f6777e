package dev.callgate.model;

/**
 * A called party, in the form in which an organization stores it: its number in E.164 form, or a keyed hash of the
 * number. Two calls to the same number have the same key unless the organization changes its {@link
 * dev.callgate.policy.CalleePrivacy} in between. Immutable.
 *
 * @param value 1 to 64 characters, opaque to stores, which compare it exactly
 */
public record CalleeKey(String value) {
    /**
     * Wraps a key.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or contains control characters
     */
    public CalleeKey {
        OpaqueId.requireValid(value, "callee key");
    }

    /** Returns the key. It is personal data even if it is a hash. */
    @Override
    public String toString() {
        return value;
    }
}
