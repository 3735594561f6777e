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
 * One call to be counted. Immutable.
 *
 * @param seen the assignment as the decision saw it: the store proves that the decision would still be the same
 * @param to the number to call
 * @param day the day to count on
 * @param at when, as an attempt to call that number; cut to the microsecond, which is what every store keeps
 * @param requiredClass the class of numbers that the assignment has to allow by name, or null if it need not
 * @param limits what else it has to stay within, and is counted on
 * @param callee the called number as it is to be kept, or null where it is not; attempts are counted by it
 * @param callId the id of the call, or null: with one, the call is written down, and counted once
 * @param fingerprint what other requests under the call id are compared with; null exactly if the call id is
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
     * Requires all but the permit, the callee and the call id, and truncates the time.
     *
     * @throws IllegalArgumentException if attempts are limited and there is no callee to count them by, or if there is one of
     *     call id and fingerprint without the other
     */
    public CountRequest {
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(day, "day");
        at = Micros.of(at);
        if (callee == null && !limits.attempts().isEmpty()) {
            throw new IllegalArgumentException("attempts are counted by callee, so this charge needs one");
        }
        if ((callId == null) != (fingerprint == null)) {
            throw new IllegalArgumentException(
                    "a call id and the fingerprint of its request belong together, but this charge has only %s"
                            .formatted(callId == null ? "a fingerprint" : "a call id"));
        }
    }

    /** A call at the beginning of a day that is counted on its assignment only, to a number that everybody may call. */
    public CountRequest(Assignment seen, E164 to, CallDay day) {
        this(seen, to, day, day.start(), null, Limits.NONE, null, null, null);
    }

    /**
     * Works out what this charge does to an assignment and to what else is counted. A store that can replace all of it only
     * if nobody else did in the meantime needs no more than this; one that counts by statements of its own has to do the
     * same.
     *
     * <p>A charge with a call id comes here only if no call of that id was granted before.
     *
     * <ol>
     *   <li>If the store's clock is before {@link CallDay#plausibleFrom}: {@link StoreException.Permanent}.
     *   <li>If the assignment ended, its number is not active or in quarantine, its countries do not hold the called
     *       number's, or its classes not the permit: {@link CountResult.Stale}.
     *   <li>If its limit, or one of {@link #limits}, leaves no room on the newest of the day to count on and the days that
     *       are stored with what it is counted on ({@link #onNewestDay}): {@link CountResult.LimitReached}.
     *   <li>Otherwise {@link CountResult.Counted}: one call more on the assignment on that day, from zero where the stored day
     *       is older; and what else is counted becomes {@link #usageAfter}.
     * </ol>
     *
     * @param now the assignment as it is stored at this moment, or null where the agent no longer has the number
     * @param usage what else is counted at this moment, of what the limits name
     * @param storeTime the store's own clock
     */
    public CountResult on(@Nullable Assignment now, CounterSnapshot usage, Instant storeTime) {
        day.requirePlausible(storeTime);
        if (now == null || !stillAllowedBy(now)) {
            return new CountResult.Stale();
        }
        LocalDate date = limits.isNone() ? now.countedDay(day.date()) : newestDay(now, usage);
        boolean full = now.remainingOn(date) == 0 || (!limits.isNone() && limits.remaining(date, at, usage) == 0);
        return full ? new CountResult.LimitReached(now, usage) : new CountResult.Counted(now.counted(date));
    }

    /**
     * Works out the same for a store that counts on assignments only.
     *
     * @throws UnsupportedOperationException if the charge has to be counted on anything else, or has a call id
     */
    public CountResult on(@Nullable Assignment now, Instant storeTime) {
        if (!countsOnAssignmentOnly()) {
            throw new UnsupportedOperationException(
                    "this store counts calls on assignments only, so there can be no caps and no call ids");
        }
        return on(now, CounterSnapshot.NONE, storeTime);
    }

    /** Tells whether the assignment's count is all that a store has to write. */
    public boolean countsOnAssignmentOnly() {
        return limits.isNone() && callId == null;
    }

    /** Returns what is to be remembered of a call with an id, once it was granted. */
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
     * Returns this charge on the newest of its own day and the days that are stored: a call counts on one day everywhere, also
     * where the clock that it comes from lags.
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

    /** Returns what else is counted, once this charge was granted. */
    public CounterSnapshot usageAfter(Assignment after, CounterSnapshot before) {
        return limits.counted(Objects.requireNonNull(after.lastResetDate()), at, before);
    }

    private boolean stillAllowedBy(Assignment now) {
        return Objects.equals(now.id(), seen.id())
                && Objects.equals(now.agent(), seen.agent())
                && now.number().isUsableOn(day.date())
                && now.terms().countries().allows(to.region())
                && (requiredClass == null || now.terms().classes().contains(requiredClass));
    }
}
