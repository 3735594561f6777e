package dev.callgate.spi;

import dev.callgate.internal.Attributes;
import dev.callgate.internal.Micros;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallCount;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A request to count one call. Immutable.
 *
 * @param seen the assignment as the decision saw it; the store checks that the decision is still valid
 * @param to the number to call
 * @param day the day on which the call counts on its assignment
 * @param at the time of the call, truncated to the microsecond
 * @param requiredClass the number class that the assignment has to allow explicitly, or null if there is none
 * @param limits further limits that apply, on whose counters the call is counted too; at most one for each counter, in
 *     {@link CounterLimit#LOCK_ORDER}
 * @param journal what to write to the journal; null if the call has no ID. A call with an ID is journaled and counted once
 */
public record CountRequest(
        Assignment seen,
        E164 to,
        CallDay day,
        Instant at,
        @Nullable NumberClass requiredClass,
        List<CounterLimit> limits,
        @Nullable JournalEntry journal) {
    /**
     * What is known of a call before it is counted, for the journal. Immutable.
     *
     * @param callId the call ID
     * @param fingerprint identifies the request among others with the same call ID
     * @param callee the key under which the callee is kept, or null if it is not kept
     * @param attributes the attributes of the call: at most 8
     * @param reportedBy the names of the attributes by whose values the usage of days is added up, each of which the call has
     */
    public record JournalEntry(
            CallId callId,
            CallFingerprint fingerprint,
            @Nullable CalleeKey callee,
            Map<String, String> attributes,
            Set<String> reportedBy) {
        /**
         * Validates and copies the values.
         *
         * @throws IllegalArgumentException if the attributes are not valid, or one by which the call is reported is missing
         */
        public JournalEntry {
            Objects.requireNonNull(callId, "call id");
            Objects.requireNonNull(fingerprint, "fingerprint");
            attributes = Attributes.copyOf(attributes);
            reportedBy = Attributes.namesIn(attributes, reportedBy);
        }
    }

    /**
     * Truncates the time and brings the limits into their order.
     *
     * @throws IllegalArgumentException if two limits have the same counter
     */
    public CountRequest {
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(day, "day");
        at = Micros.of(at);
        limits = inLockOrder(limits);
    }

    private static List<CounterLimit> inLockOrder(List<CounterLimit> limits) {
        if (limits.size() < 2) {
            return List.copyOf(limits);
        }
        if (limits.stream().map(CounterLimit::counter).distinct().count() < limits.size()) {
            throw new IllegalArgumentException("two limits of a call have the same counter: " + limits);
        }
        return limits.stream()
                .sorted((one, other) -> CounterLimit.LOCK_ORDER.compare(one.counter(), other.counter()))
                .toList();
    }

    /** Creates a request to count a call at the start of a day, on its assignment only. */
    public CountRequest(Assignment seen, E164 to, CallDay day) {
        this(seen, to, day, day.start(), null, List.of(), null);
    }

    /** Returns the call ID, or null if the call has none. */
    @Nullable
    public CallId callId() {
        return journal == null ? null : journal.callId();
    }

    /**
     * Computes the result of this request from the stored assignment and counters. A store that can compare and set all of them
     * atomically needs no more than this method. A store that counts by statements of its own has to give the same results.
     *
     * <p>Must not be called for a request whose call ID was allowed before.
     *
     * <ol>
     *   <li>If the store's clock is before {@link #plausibleFrom}: {@link StoreException.Permanent}.
     *   <li>If the assignment ended, its number is inactive or in quarantine, its countries do not include the called number's, or
     *       its classes do not include the required class: {@link CountResult.Stale}.
     *   <li>If the assignment's daily limit, or one of {@link #limits}, leaves no room in the newest of the requested period and the
     *       stored one: {@link CountResult.LimitReached}.
     *   <li>Otherwise {@link CountResult.Counted}: the assignment counts one more call in that period, starting from zero if the
     *       stored period is older, and so does each counter.
     * </ol>
     *
     * @param now the assignment as it is stored now, or null if the agent no longer has the number
     * @param usage the stored counters that the limits name
     * @param storeTime the time of the store's own clock
     * @param holdId see {@link #holdId}
     */
    public CountResult on(@Nullable Assignment now, CounterSnapshot usage, Instant storeTime, String holdId) {
        day.requirePlausible(storeTime);
        CounterLimit.requirePlausible(limits, at, storeTime);
        if (now == null || !isStillAllowedBy(now)) {
            return new CountResult.Stale();
        }
        LocalDate date = now.countedDay(day.date());
        return now.remainingOn(date) == 0 || !usage.haveRoom(limits)
                ? new CountResult.LimitReached(now, usage)
                : new CountResult.Counted(
                        now.counted(date), limits.isEmpty() ? CounterSnapshot.NONE : usage.counted(limits, holdId));
    }

    /**
     * Computes the result for a store that counts on assignments only.
     *
     * @throws UnsupportedOperationException if the request names other counters, or has a call ID
     */
    public CountResult on(@Nullable Assignment now, Instant storeTime) {
        if (!countsOnAssignmentOnly()) {
            throw new UnsupportedOperationException(
                    "this store counts calls on assignments only: remove the limits from the policy and the call ID from the request");
        }
        return on(now, CounterSnapshot.NONE, storeTime, "");
    }

    /** Returns whether the assignment's count is all that a store has to write. */
    public boolean countsOnAssignmentOnly() {
        return limits.isEmpty() && journal == null;
    }

    /**
     * Returns the first time of the store's clock at which the call may be counted. Before it, the host's clock is ahead: by more than
     * one day, or by more than {@link CounterLimit#MAX_CLOCK_LEAD} if a limit is finer than a day.
     */
    public Instant plausibleFrom() {
        Instant ofDay = day.plausibleFrom();
        Instant ofLimits = CounterLimit.plausibleFrom(limits, at);
        return ofLimits.isAfter(ofDay) ? ofLimits : ofDay;
    }

    /** Returns the counters that the limits name. */
    public Set<Counter> counters() {
        Set<Counter> all = new HashSet<>();
        limits.forEach(limit -> all.add(limit.counter()));
        return all;
    }

    /**
     * Returns an ID for the holds of this call ({@link CounterValue.Hold}), by which they are found when the call ends:
     * {@link AllowedCall#holdId} for a call with a call ID, otherwise a random one, which is different each time.
     */
    public String holdId() {
        return journal == null ? UUID.randomUUID().toString() : AllowedCall.holdId(journal.callId(), at);
    }

    /**
     * Returns the journal entry of a call with an ID that was counted.
     *
     * @param before the counters before the call was counted
     */
    public AllowedCall allowedCall(Assignment after, CounterSnapshot before) {
        JournalEntry entry = Objects.requireNonNull(journal, "journal");
        List<CallCount> counts = limits.stream()
                .map(limit -> limit.countOn(before.of(limit.counter())))
                .toList();
        return new AllowedCall(
                entry.callId(),
                after,
                at,
                counts,
                to.region(),
                entry.callee(),
                entry.attributes(),
                entry.reportedBy(),
                entry.fingerprint(),
                null,
                null);
    }

    private boolean isStillAllowedBy(Assignment now) {
        return Objects.equals(now.id(), seen.id())
                && Objects.equals(now.agent(), seen.agent())
                && now.number().isUsableOn(day.date())
                && now.terms().allow(to, requiredClass);
    }
}
