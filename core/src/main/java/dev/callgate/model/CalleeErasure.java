package dev.callgate.model;

import java.util.Objects;
import java.util.Set;

/**
 * A called party that a store has to erase: all by which it may be recognized in what the store keeps. Immutable.
 *
 * @param organization whose calls they were
 * @param numbers the numbers that reach the called party
 * @param keys what the organization keeps, and ever kept, in place of these numbers
 */
public record CalleeErasure(OrganizationId organization, Set<E164> numbers, Set<CalleeKey> keys) {
    /** Copies the numbers and keys. */
    public CalleeErasure {
        Objects.requireNonNull(organization, "organization");
        numbers = Set.copyOf(numbers);
        keys = Set.copyOf(keys);
    }

    /** Returns whether a call is kept as one to the called party. */
    public boolean names(AllowedCall call) {
        return call.callee() != null && keys.contains(call.callee());
    }

    /**
     * Returns whether a call's fingerprint may be that of a request to call one of the numbers. A few fingerprints of other
     * requests match as well; to erase these too does no harm.
     */
    public boolean mayMatch(CallId callId, CallFingerprint fingerprint) {
        return numbers.stream().anyMatch(number -> fingerprint.mayBeTo(organization, callId, number));
    }
}
