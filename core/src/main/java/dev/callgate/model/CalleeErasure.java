package dev.callgate.model;

import java.util.Objects;
import java.util.Set;

/**
 * A called party that a store must erase, with all values by which the store's records identify it. Immutable.
 *
 * @param organization the organization that placed the calls
 * @param numbers the numbers that reach the called party
 * @param keys all keys that the organization stores, or ever stored, for these numbers
 */
public record CalleeErasure(OrganizationId organization, Set<E164> numbers, Set<CalleeKey> keys) {
    /** Copies the numbers and the keys. */
    public CalleeErasure {
        Objects.requireNonNull(organization, "organization");
        numbers = Set.copyOf(numbers);
        keys = Set.copyOf(keys);
    }

    /** Returns whether a call is recorded as a call to this party. */
    public boolean names(AllowedCall call) {
        return call.callee() != null && keys.contains(call.callee());
    }

    /**
     * Returns whether a call's fingerprint may come from a request to call one of the numbers. A few fingerprints of
     * other requests match too; erasing them does no harm.
     */
    public boolean mayMatch(CallId callId, CallFingerprint fingerprint) {
        return numbers.stream().anyMatch(number -> fingerprint.mayBeTo(organization, callId, number));
    }
}
