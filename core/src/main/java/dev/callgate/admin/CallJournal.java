package dev.callgate.admin;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds, lists and erases the calls that were allowed under a call ID: who called, from which number, when, and with what outcome.
 * The journal is written by {@link dev.callgate.CallGate}.
 *
 * <p>Immutable and thread-safe. Any method may throw a {@link StoreException}.
 */
public final class CallJournal {
    private final JournalStore store;

    private CallJournal(JournalStore store) {
        this.store = store;
    }

    /** Returns the journal of a store. */
    public static CallJournal over(JournalStore store) {
        return new CallJournal(Objects.requireNonNull(store, "store"));
    }

    /** Finds a call by its call ID; empty if the journal has no such call. */
    public Optional<CallRecord> find(OrganizationId organization, CallId callId) {
        return store.findCall(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(callId, "call ID"));
    }

    /** Returns one page of the calls that a query keeps, in its order. */
    public List<CallRecord> list(CallQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /**
     * Returns one page of the calls in progress that count on limits of calls at once, first those whose time is over first: the oldest,
     * unless they were {@linkplain dev.callgate.CallGate#renew renewed}. Without such a limit, there are none.
     *
     * @param now the current time
     * @param after the last call of the previous page; null for the first page
     * @param limit the maximum number of calls, 1 to {@value CallQuery#MAX_LIMIT}
     * @throws IllegalArgumentException if the limit is out of range
     */
    public List<LiveCall> live(OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit) {
        if (limit < 1 || limit > CallQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "a page holds 1 to %d calls, not %d".formatted(CallQuery.MAX_LIMIT, limit));
        }
        return store.liveCalls(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(now, "now"), after, limit);
    }

    /**
     * Returns until when open calls count on limits of calls at once. Calls that count on none, and those whose time is over, are left
     * out.
     *
     * @param calls at most {@value CallQuery#MAX_LIMIT} calls of the organization
     * @param now the current time
     * @throws IllegalArgumentException if there are more calls
     */
    public Map<CallId, Instant> liveUntil(OrganizationId organization, Collection<AllowedCall> calls, Instant now) {
        if (calls.size() > CallQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "ask for at most %d calls at once, not %d".formatted(CallQuery.MAX_LIMIT, calls.size()));
        }
        List<AllowedCall> open = calls.stream().filter(AllowedCall::isOpen).toList();
        return open.isEmpty()
                ? Map.of()
                : store.liveUntil(
                        Objects.requireNonNull(organization, "organization"), open, Objects.requireNonNull(now, "now"));
    }

    /**
     * Deletes the calls of all days before a day, so that personal data is kept no longer than needed. The counts of these days and
     * all reports are kept. A deleted call can be neither released nor completed, and a request with its call ID is a new call. So
     * keep the calls of the last few days.
     *
     * @param day the first day to keep, in the organization's zone
     * @return how many calls were deleted
     */
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return store.forgetCallsBefore(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(day, "day"));
    }

    /**
     * Erases a called number from everything that the store holds about an organization's calls. The calls themselves are kept
     * without their callee, and all totals are unchanged. The counters of the callee are deleted, so limits per callee start
     * again from zero for it. To prevent further calls to the number, the host puts it on its own do-not-call list.
     *
     * <p>The host must erase other copies itself: logs, backups, and the database's own copies (write-ahead logs, and dead rows
     * until the database removes them).
     *
     * <p>A call that has not ended loses its {@linkplain dev.callgate.model.AllowedCall#fingerprint fingerprint}. If it is
     * requested again under the same call ID, it is refused with {@code call_id_reused}.
     *
     * @param asKept all ways in which the organization keeps callees or has kept them, one for each key that hashes were made with.
     *     Numbers that are kept in full are always found
     * @return the number of calls whose callee was erased
     */
    public int eraseCallee(OrganizationId organization, E164 callee, CalleePrivacy... asKept) {
        Objects.requireNonNull(organization, "organization");
        Set<CalleeKey> keys = new HashSet<>();
        keys.addAll(CalleePrivacy.inFull().everyKeyOf(callee));
        for (CalleePrivacy each : asKept) {
            keys.addAll(each.everyKeyOf(callee));
        }
        return store.eraseCallee(new CalleeErasure(organization, callee.sameLine(), keys));
    }
}
