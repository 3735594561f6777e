package dev.callgate.assignment;

import dev.callgate.id.CallId;
import dev.callgate.id.OrganizationId;
import dev.callgate.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Keeps the calls that were granted under an id of the host's: so that none is counted twice, and one that was never placed
 * can be given back. A port: hosts use {@link dev.callgate.CallGate}; a store that offers call ids implements this. Any
 * operation may throw a {@link StoreException}.
 *
 * <p>A charge that names a call id writes the call in the same atomic step as its counts, and counts nothing where the call is
 * there already: {@link ChargeResult.Repeated}.
 */
public interface CallLedger extends AssignmentStore {
    @Override
    Optional<GrantedCall> grantedCall(OrganizationId organization, CallId callId);

    /**
     * Gives a call back, in one atomic step: what it was counted on counts one call less, as long as it still holds the
     * call's own day, and never less than zero; and the attempt is no attempt. Only once: a call that was given back before
     * stays as it is.
     *
     * @return the call as it is now; empty if none of that id was granted
     */
    Optional<GrantedCall> release(OrganizationId organization, CallId callId, Instant now);

    /**
     * Forgets the calls that count on days before one: asked for again, they are new calls. What was counted stays.
     *
     * @return how many were forgotten
     */
    int forgetCallsBefore(OrganizationId organization, LocalDate day);
}
