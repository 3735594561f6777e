package dev.callgate.spi;

import dev.callgate.admin.CallJournal;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the calls that were granted under an id: so that none is counted twice, one that was never placed can be given back,
 * and it is known later who called and how it went. A port: hosts use {@link dev.callgate.CallGate} and {@link CallJournal}; a
 * store that offers call ids implements this. Any operation may throw a {@link StoreException}.
 *
 * <p>A {@link CountRequest} that names a call id writes the call in the same atomic step as its counts, and counts nothing where the
 * call is there already: {@link CountResult.AlreadyCounted}. The same step adds the call to the usage of its day, by agent, number
 * and country, which outlives the calls themselves: {@link dev.callgate.report.ReportStore} reads it.
 */
public interface JournalStore extends AssignmentStore {
    @Override
    Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId);

    /**
     * Releases a call, and forgets its {@linkplain AllowedCall#fingerprint fingerprint}, in one atomic step: what it was counted on counts one call less, as long as it still holds the
     * call's own day, and never less than zero; and the attempt is no attempt. Only once, and not after it was completed: such
     * a call stays as it is. Where its assignment counts one call less, its day's usage counts one released call more.
     *
     * @return the call as it is now, and whether this settled it; empty if none of that id is known
     */
    Optional<Update> release(OrganizationId organization, CallId callId, Instant now);

    /**
     * Writes down how a call went, forgets its {@linkplain AllowedCall#fingerprint fingerprint}, and adds the outcome to its
     * day's usage, in one atomic step. Only once, and not after it was given
     * back: such a call stays as it is.
     *
     * @return the call as it is now, and whether this settled it; empty if none of that id is known
     */
    Optional<Update> complete(OrganizationId organization, CallId callId, CallOutcome outcome, Instant now);

    /** Finds a call. */
    Optional<CallRecord> findCall(OrganizationId organization, CallId callId);

    /** Lists the calls of an agent's day, in the order in which they were granted; at the same time, in the order of their ids. */
    List<CallRecord> list(CallQuery query);

    /**
     * Counts a refusal. Those without an agent are counted together: one sum for each organization, day and reason.
     *
     * @param agent who wanted to call, or null if the agent had no number
     * @param day on which, in the organization's zone
     * @param reason the code of the first thing that stood against the call
     */
    void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason);

    /**
     * Erases a called party: afterwards no call has one of the callee keys or a fingerprint that
     * {@linkplain CalleeErasure#mayMatch matches}, and no attempt to call it is remembered. What was counted stays.
     *
     * @return the number of calls that had one of the callee keys
     */
    int eraseCallee(CalleeErasure erasure);

    /**
     * Forgets the calls that count on days before one: asked for again, they are new calls. What was counted stays, and so
     * does the usage of their days.
     *
     * @return how many were forgotten
     */
    int forgetCallsBefore(OrganizationId organization, LocalDate day);

    /**
     * What came of releasing or completing a call. Immutable.
     *
     * @param call the call as it is now
     * @param changed whether it was this that settled it: false where it was released or completed before
     */
    record Update(CallRecord call, boolean changed) {
        /** Requires the call. */
        public Update {
            Objects.requireNonNull(call, "call");
        }
    }
}
