package dev.callgate.spi;

import dev.callgate.internal.Micros;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A request to count one call. Immutable.
 *
 * @param seen the assignment as the decision saw it; the store checks that the decision is still valid
 * @param to the number to call
 * @param day the day on which the call counts
 * @param at the time of the call as an attempt to reach the callee, truncated to the microsecond
 * @param requiredClass the number class that the assignment has to allow explicitly, or null if there is none
 * @param limits further limits that apply, on whose counters the call is counted too
 * @param callee the key under which the callee is kept and its attempts are counted, or null if it is not kept
 * @param callId the call ID, or null; a call with an ID is journaled and counted once
 * @param fingerprint identifies the request among others with the same call ID; null if and only if the call ID is null
 */
public record CountRequest(
        Assignment seen,
        E164 to,
        CallDay day,
        Instant at,
        @Nullable NumberClass requiredClass,
        Limits limits,
        @Nullable CalleeKey callee,
        @Nullable CallId callId,
        @Nullable CallFingerprint fingerprint) {
    /**
     * Checks the components and truncates the time.
     *
     * @throws IllegalArgumentException if attempts are limited and the callee is null, or if only one of call ID and fingerprint is
     *     null
     */
    public CountRequest {
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(day, "day");
        at = Micros.of(at);
        if (callee == null && !limits.attempts().isEmpty()) {
            throw new IllegalArgumentException("attempts are counted by callee, but this request has no callee");
        }
        if ((callId == null) != (fingerprint == null)) {
            throw new IllegalArgumentException(
                    "a request has both a call ID and a fingerprint or neither, but this one has only %s"
                            .formatted(callId == null ? "a fingerprint" : "a call ID"));
        }
    }

    /** Creates a request to count a call at the start of a day, on its assignment only. */
    public CountRequest(Assignment seen, E164 to, CallDay day) {
        this(seen, to, day, day.start(), null, Limits.NONE, null, null, null);
    }

    /**
     * Computes the result of this request from the stored assignment and counters. A store that can compare and set all of them
     * atomically needs no more than this method. A store that counts by statements of its own has to give the same results.
     *
     * <p>Must not be called for a request whose call ID was allowed before.
     *
     * <ol>
     *   <li>If the store's clock is before {@link CallDay#plausibleFrom}: {@link StoreException.Permanent}.
     *   <li>If the assignment ended, its number is inactive or in quarantine, its countries do not include the called number's, or
     *       its classes do not include the required class: {@link CountResult.Stale}.
     *   <li>If its limit, or one of {@link #limits}, leaves no room on the newest of the requested day and the stored days
     *       ({@link #onNewestDay}): {@link CountResult.LimitReached}.
     *   <li>Otherwise {@link CountResult.Counted}: the assignment counts one more call on that day, starting from zero if the stored
     *       day is older, and the counters become {@link #usageAfter}.
     * </ol>
     *
     * @param now the assignment as it is stored now, or null if the agent no longer has the number
     * @param usage the stored counters that the limits name
     * @param storeTime the time of the store's own clock
     */
    public CountResult on(@Nullable Assignment now, CounterSnapshot usage, Instant storeTime) {
        day.requirePlausible(storeTime);
        if (now == null || !isStillAllowedBy(now)) {
            return new CountResult.Stale();
        }
        LocalDate date = limits.isNone() ? now.countedDay(day.date()) : newestDay(now, usage);
        boolean full = now.remainingOn(date) == 0 || (!limits.isNone() && limits.remaining(date, at, usage) == 0);
        return full ? new CountResult.LimitReached(now, usage) : new CountResult.Counted(now.counted(date));
    }

    /**
     * Computes the result for a store that counts on assignments only.
     *
     * @throws UnsupportedOperationException if the request names other counters, or has a call ID
     */
    public CountResult on(@Nullable Assignment now, Instant storeTime) {
        if (!countsOnAssignmentOnly()) {
            throw new UnsupportedOperationException(
                    "this store counts calls on assignments only: remove the caps from the policy and the call ID from the request");
        }
        return on(now, CounterSnapshot.NONE, storeTime);
    }

    /** Returns whether the assignment's count is all that a store has to write. */
    public boolean countsOnAssignmentOnly() {
        return limits.isNone() && callId == null;
    }

    /** Returns the journal entry of a call with an ID that was counted. */
    public AllowedCall allowedCall(Assignment after) {
        return new AllowedCall(
                Objects.requireNonNull(callId, "call id"),
                after,
                at,
                limits.caps().stream().map(Limits.Cap::counter).collect(Collectors.toSet()),
                to.region(),
                callee,
                !limits.attempts().isEmpty(),
                fingerprint,
                null,
                null);
    }

    /**
     * Returns this request on the newest of its own day and the stored days. So a call counts on the same day everywhere, even if
     * the clock of its host lags.
     */
    public CountRequest onNewestDay(Assignment now, CounterSnapshot usage) {
        LocalDate newest = newestDay(now, usage);
        return newest.equals(day.date())
                ? this
                : new CountRequest(
                        seen,
                        to,
                        new CallDay(newest, day.zone()),
                        at,
                        requiredClass,
                        limits,
                        callee,
                        callId,
                        fingerprint);
    }

    private LocalDate newestDay(Assignment now, CounterSnapshot usage) {
        LocalDate newest = now.countedDay(day.date());
        for (Limits.Cap cap : limits.caps()) {
            newest = usage.dailyCount(cap.counter()).countedDay(newest);
        }
        return newest;
    }

    /** Returns the counters after the call was counted. */
    public CounterSnapshot usageAfter(Assignment after, CounterSnapshot before) {
        return limits.counted(Objects.requireNonNull(after.lastResetDate()), at, before);
    }

    private boolean isStillAllowedBy(Assignment now) {
        return Objects.equals(now.id(), seen.id())
                && Objects.equals(now.agent(), seen.agent())
                && now.number().isUsableOn(day.date())
                && now.terms().countries().allows(to.region())
                && (requiredClass == null || now.terms().classes().contains(requiredClass));
    }
}
