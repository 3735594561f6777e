package dev.callgate.spi;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the journal: the calls that were allowed under a call ID. So no call is counted twice, a call that was never placed can be
 * released, and the outcome of each call is known later. Hosts use {@link dev.callgate.CallGate} and {@code CallJournal}. Any
 * operation may throw a {@link StoreException}.
 *
 * <p>A {@link CountRequest} with a call ID writes the call in the same atomic step as its counts. If the call exists already, nothing
 * is counted: {@link CountResult.AlreadyCounted}. The same step adds the call to the usage of its day by agent, number and country.
 * Usage is kept longer than the calls themselves; {@link dev.callgate.report.ReportStore} reads it.
 */
public interface JournalStore extends AssignmentStore {
    @Override
    Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId);

    /**
     * Releases a call and erases its {@linkplain AllowedCall#fingerprint fingerprint}, in one atomic step. Its
     * assignment counts one call less if it still counts on the call's day, and each counter changes as {@link CounterValue#changed}
     * specifies for {@link dev.callgate.model.CallCount#released}. If its assignment counts one call less, the usage of its day counts
     * one more released call. A call that was released or completed
     * before does not change.
     *
     * @return the call as it is now, and whether this operation changed it; empty if there is no call with this ID
     */
    Optional<Update> release(OrganizationId organization, CallId callId, Instant now);

    /**
     * Records the outcome of a call, erases its {@linkplain AllowedCall#fingerprint fingerprint}, and adds the outcome to the usage of
     * its day, in one atomic step. Each counter changes as {@link CounterValue#changed} specifies for
     * {@link dev.callgate.model.CallCount#completed}. A call that was completed or released before does not change.
     *
     * @return the call as it is now, and whether this operation changed it; empty if there is no call with this ID
     */
    Optional<Update> complete(OrganizationId organization, CallId callId, CallOutcome outcome, Instant now);

    /**
     * Makes a call that is in progress count for longer on the counters of calls in progress, in one atomic step: see
     * {@link CounterValue#renewed}.
     *
     * @param ends when the call no longer counts unless it is renewed again
     * @return whether the call is open, and counts until then or longer on all of these counters; false if there is no call with this
     *     ID, or its time on one of them was over
     */
    boolean renew(OrganizationId organization, CallId callId, Instant now, Instant ends);

    /** Finds a call. */
    Optional<CallRecord> findCall(OrganizationId organization, CallId callId);

    /**
     * Returns when calls to a callee were last completed, for each combination of a result and of who answered. A call whose
     * completion returned before is included. In a caller's transaction, which may read as of its beginning, later completions may be
     * missing.
     *
     * @param attributes the values of attributes that the calls must have, by their names; empty for all calls
     * @param since the first time of interest: earlier completions are left out
     */
    List<LatestOutcome> latestOutcomes(
            OrganizationId organization, CalleeKey callee, Map<String, String> attributes, Instant since);

    /**
     * The latest of the calls to a callee that had the same outcome. Immutable.
     *
     * @param result how the call ended
     * @param answeredBy who answered; null if that is unknown or the call was not answered
     * @param completedAt when the outcome was reported
     */
    record LatestOutcome(
            CallOutcome.Result result, @Nullable CallOutcome.AnsweredBy answeredBy, Instant completedAt) {
        /** Requires the result and the time. */
        public LatestOutcome {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(completedAt, "completed at");
        }
    }

    /** Lists the calls that a query {@linkplain CallQuery#keeps keeps}, in its {@linkplain CallQuery#order order}. */
    List<CallRecord> list(CallQuery query);

    /**
     * Lists open calls that count on limits of calls at once, in the order of {@link LiveCall#cursor}.
     *
     * @param now calls whose time is over by then are left out
     * @param after the position of the last call of the previous page; null for the first page
     * @param limit the maximum number of calls, 1 or more
     */
    List<LiveCall> liveCalls(OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit);

    /**
     * Returns until when calls count on limits of calls at once, as {@link LiveCall#until} specifies. Calls that count on none are left
     * out, and so are those whose time is over.
     */
    Map<CallId, Instant> liveUntil(OrganizationId organization, Collection<AllowedCall> calls, Instant now);

    /**
     * Counts a refusal. Refusals without an agent are counted together, per organization, day and reason.
     *
     * @param agent the agent that asked, or null if the agent has no number
     * @param day the day of the refusal, in the organization's zone
     * @param reason the code of the cause of the refusal
     */
    void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason);

    /**
     * Erases a callee: afterwards no call has one of the callee's keys or a {@linkplain CalleeErasure#mayMatch matching} fingerprint,
     * and no counter of the callee is kept. Other counts do not change.
     *
     * @return the number of calls that had one of the callee's keys
     */
    int eraseCallee(CalleeErasure erasure);

    /**
     * Checks a host's day against the store's own clock before old data is deleted: a clock that is far ahead would delete what still
     * counts. A store that keeps its time with an organization's data may skip the check for an organization that has none.
     *
     * @throws StoreException.Permanent if the day is more than one day ahead of the store's clock; see {@link CallDay}
     */
    void requirePlausible(OrganizationId organization, CallDay today);

    /**
     * Deletes the calls of days before a day. Their call IDs then stand for new calls. Counts and usage do not change. If the store
     * fails, some calls may have been deleted.
     *
     * @return the number of calls that were deleted
     */
    int forgetCallsBefore(OrganizationId organization, LocalDate day);

    /**
     * Deletes the counters beyond those of assignments that count nothing after a time: their period, or the last of the calls that they
     * hold, ended before it. Whoever counts on such a counter later counts from zero, as before. If the store fails, some counters may
     * have been deleted.
     *
     * @param time a time in the past: a call of a host whose clock lags further behind counts from zero in a period that is over
     * @return the number of counters that were deleted
     */
    int forgetCountersBefore(OrganizationId organization, Instant time);

    /**
     * The result of releasing or completing a call. Immutable.
     *
     * @param call the call as it is now
     * @param changed whether this operation changed the call; false if it was released or completed before
     */
    record Update(CallRecord call, boolean changed) {
        /** Requires the call. */
        public Update {
            Objects.requireNonNull(call, "call");
        }
    }
}
