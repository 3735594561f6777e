package dev.callgate.model;

/**
 * A called party, as an organization chose to keep it: its number in E.164 form, or a keyed hash of it. Two calls to the same
 * number have the same key, as long as the organization does not choose otherwise.
 *
 * @param value 1 to 64 characters, opaque to stores: compared exactly
 */
public record CalleeKey(String value) {
    /**
     * Wraps what is kept.
     *
     * @throws IllegalArgumentException if the text is empty or longer than 64 characters, begins or ends with a space,
     *     or holds control characters
     */
    public CalleeKey {
        OpaqueId.requireValid(value, "callee key");
    }

    /** Returns what is kept: personal data, also where it is a hash. */
    @Override
    public String toString() {
        return value;
    }
}
