package dev.callgate.storage.memory;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallCount;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.Counter;
import dev.callgate.model.LiveCall;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.AssignmentStore.UsedCounter;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One organization's counters beyond those of its assignments, and the journal of calls with an ID. One lock guards all
 * of them, so a call is counted on all of them or on none. Calls that need none of them do not use the ledger and its
 * lock. Thread-safe.
 */
final class CallLedger {
    private static final int MIN_CLEANUP_SIZE = 10_000;

    /** Covers a host's clock that is a day ahead, and another one that lags by a day. */
    private static final Duration CLOCK_MARGIN = Duration.ofDays(2);

    private final Lock lock = new ReentrantLock();
    private final Map<Counter, CounterValue> counters = new HashMap<>();

    /** The limits that the counters were last compared with. */
    private final Map<Counter, Long> limits = new HashMap<>();

    private final Journal journal = new Journal();

    /** The number of counters at which expired counters are removed next. */
    private int cleanupSize = MIN_CLEANUP_SIZE;

    /** Returns the values of some counters. */
    CounterSnapshot countersOf(Collection<Counter> named) {
        lock.lock();
        try {
            Map<Counter, CounterValue> found = new HashMap<>();
            for (Counter counter : named) {
                CounterValue value = counters.get(counter);
                if (value != null) {
                    found.put(counter, value);
                }
            }
            return new CounterSnapshot(found);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the counters of a limit that have used most; see {@link AssignmentStore#mostUsedCounters}. */
    List<UsedCounter> mostUsed(AssignmentStore.CountersOfLimit ofLimit, double leastShare, int most) {
        lock.lock();
        try {
            return counters.keySet().stream()
                    .filter(ofLimit::contains)
                    .map(each -> used(each, ofLimit.period()))
                    .filter(each -> each.used() > 0 && each.share() >= leastShare)
                    .sorted(Comparator.comparingDouble(UsedCounter::share)
                            .reversed()
                            .thenComparing(each -> each.counter().id()))
                    .limit(most)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private UsedCounter used(Counter counter, LocalDateTime period) {
        CounterValue value = Objects.requireNonNull(counters.get(counter));
        long used;
        if (counter.kind().isHeld()) {
            Instant now = period.toInstant(ZoneOffset.UTC);
            used = value.holds().stream()
                    .filter(each -> each.ends().isAfter(now))
                    .mapToLong(CounterValue.Hold::amount)
                    .sum();
        } else {
            used = value.period() == null || value.period().isBefore(period) ? 0 : value.amount();
        }
        return new UsedCounter(counter, used, limits.getOrDefault(counter, 0L));
    }

    /**
     * Counts a call in this ledger if and only if it is counted on its assignment, which receives the counters of this
     * ledger and the ID of the call's holds. Counts nothing if the journal already contains the call.
     */
    CountResult count(CountRequest request, BiFunction<CounterSnapshot, String, CountResult> onAssignment) {
        lock.lock();
        try {
            CallId callId = request.callId();
            Optional<CallRecord> earlier = callId == null ? Optional.empty() : journal.find(callId);
            return earlier.isPresent()
                    ? new CountResult.AlreadyCounted(earlier.get().call())
                    : countNew(request, onAssignment);
        } finally {
            lock.unlock();
        }
    }

    private CountResult countNew(CountRequest request, BiFunction<CounterSnapshot, String, CountResult> onAssignment) {
        CounterSnapshot before = countersOf(request.counters());
        CountResult result = onAssignment.apply(before, request.holdId());
        if (result instanceof CountResult.Counted counted) {
            removeExpiredIfMany(request.at());
            counters.putAll(counted.usage().values());
            request.limits().forEach(limit -> limits.put(limit.counter(), limit.most()));
            if (request.callId() != null) {
                journal.add(request.allowedCall(counted.after(), before));
            }
        }
        return result;
    }

    /** Reads or changes the journal only, under the lock. */
    <T> T inJournal(Function<Journal, T> work) {
        lock.lock();
        try {
            return work.apply(journal);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Releases an open call in this ledger and on its assignment, and returns the journal's record of the call.
     *
     * @param onAssignment releases the call on its assignment, and returns whether the assignment now counts one call
     *     less
     */
    Optional<JournalStore.Update> release(CallId callId, Instant now, Predicate<AllowedCall> onAssignment) {
        return changeIfOpen(callId, open -> {
            boolean uncounted = onAssignment.test(open.call());
            changeCounts(open.call(), CallCount::released);
            return journal.release(open, now, uncounted);
        });
    }

    /** Completes an open call, and returns the journal's record of the call. */
    Optional<JournalStore.Update> complete(CallId callId, CallOutcome outcome, Instant now) {
        return changeIfOpen(callId, open -> {
            changeCounts(open.call(), count -> count.completed(outcome));
            return journal.complete(open, outcome, now);
        });
    }

    private Optional<JournalStore.Update> changeIfOpen(CallId callId, UnaryOperator<CallRecord> change) {
        lock.lock();
        try {
            return journal.find(callId)
                    .map(each -> each.isOpen()
                            ? new JournalStore.Update(change.apply(each), true)
                            : new JournalStore.Update(each, false));
        } finally {
            lock.unlock();
        }
    }

    private void changeCounts(AllowedCall call, UnaryOperator<CallCount> change) {
        for (CallCount before : call.counts()) {
            counters.computeIfPresent(
                    before.counter(), (any, value) -> value.changed(before, change.apply(before), call.holdId()));
        }
    }

    /** Renews the holds of an open call on all counters of calls in progress, or none of them if one has ended. */
    boolean renew(CallId callId, Instant now, Instant ends) {
        lock.lock();
        try {
            return journal.find(callId)
                    .filter(CallRecord::isOpen)
                    .map(open -> renew(open.call(), now, ends.truncatedTo(ChronoUnit.MICROS)))
                    .orElse(false);
        } finally {
            lock.unlock();
        }
    }

    private boolean renew(AllowedCall call, Instant now, Instant ends) {
        Map<Counter, CounterValue> renewed = new HashMap<>();
        for (CallCount count : call.counts()) {
            if (count.counter().kind().isLive()) {
                CounterValue value = counters.getOrDefault(count.counter(), CounterValue.NONE)
                        .renewed(call.holdId(), now, ends);
                if (value.holds().stream().noneMatch(each -> isUntil(ends, each, call.holdId()))) {
                    return false;
                }
                renewed.put(count.counter(), value);
            }
        }
        counters.putAll(renewed);
        return true;
    }

    private static boolean isUntil(Instant ends, CounterValue.Hold hold, String holdId) {
        return hold.id().equals(holdId) && !hold.ends().isBefore(ends);
    }

    /** Lists the calls in progress; see {@link JournalStore#liveCalls}. */
    List<LiveCall> liveCalls(Instant now, @Nullable LiveCall.Cursor after, int limit) {
        lock.lock();
        try {
            return ends(now).entrySet().stream()
                    .flatMap(each ->
                            journal.openCall(each.getKey()).map(call -> new LiveCall(call, each.getValue())).stream())
                    .sorted(Comparator.comparing(LiveCall::cursor))
                    .filter(each -> after == null || each.cursor().compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Returns until when calls count on limits of calls at once; see {@link JournalStore#liveUntil}. */
    Map<CallId, Instant> liveUntil(Collection<AllowedCall> calls, Instant now) {
        lock.lock();
        try {
            Map<String, Instant> ends = ends(now);
            return calls.stream()
                    .filter(each -> ends.containsKey(each.holdId()))
                    .collect(Collectors.toMap(
                            AllowedCall::callId, each -> Objects.requireNonNull(ends.get(each.holdId()))));
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the time of each call in progress is over, by the ID of its holds. */
    private Map<String, Instant> ends(Instant now) {
        Map<String, Instant> ends = new HashMap<>();
        counters.forEach((counter, value) -> {
            if (counter.kind().isLive()) {
                value.holds().stream()
                        .filter(each -> each.ends().isAfter(now))
                        .forEach(each -> ends.merge(each.id(), each.ends(), CallLedger::earlier));
            }
        });
        return ends;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Erases a callee, and returns the number of calls in the journal whose callee was erased. */
    int erase(CalleeErasure erasure) {
        lock.lock();
        try {
            Set<String> keys = new HashSet<>();
            erasure.keys().forEach(key -> keys.add(key.value()));
            counters.keySet().removeIf(each -> each.scope() == Counter.Scope.CALLEE && keys.contains(each.id()));
            return journal.erase(erasure);
        } finally {
            lock.unlock();
        }
    }

    private void removeExpiredIfMany(Instant now) {
        if (counters.size() < cleanupSize) {
            return;
        }
        removeOver(now.minus(CLOCK_MARGIN));
        cleanupSize = Math.max(MIN_CLEANUP_SIZE, 2 * counters.size());
    }

    /** Removes the counters that count nothing after a time, and returns their number. */
    int forgetCountersBefore(Instant time) {
        lock.lock();
        try {
            return removeOver(time);
        } finally {
            lock.unlock();
        }
    }

    private int removeOver(Instant time) {
        int before = counters.size();
        counters.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), time));
        limits.keySet().retainAll(counters.keySet());
        return before - counters.size();
    }

    private static boolean isOver(Counter counter, CounterValue value, Instant time) {
        LocalDateTime period = value.period();
        if (period == null) {
            return true;
        }
        return period.isBefore(counter.kind().latestBeginOfPeriodsOverBy(time))
                && value.holds().stream().noneMatch(each -> !each.ends().isBefore(time));
    }
}
