package dev.callgate.storage.memory;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One organization's counters beyond those of its assignments, the attempts to call each callee, and the journal of
 * calls with an ID. One lock guards all of them, so a call is counted on all of them or on none. Calls that need none
 * of them do not use the ledger and its lock. Thread-safe.
 */
final class CallLedger {
    private static final int MIN_CLEANUP_SIZE = 10_000;

    private final Lock lock = new ReentrantLock();
    private final Map<Counter, DailyCount> dailyCounts = new HashMap<>();
    private final Map<CalleeKey, List<Instant>> attempts = new HashMap<>();
    private final Journal journal = new Journal();

    /** The number of callees with attempts at which expired attempts are removed next. */
    private int cleanupSize = MIN_CLEANUP_SIZE;

    /** Returns the counts of some counters and the attempts to call a callee. */
    CounterSnapshot countersOf(Collection<Counter> counters, @Nullable CalleeKey callee) {
        lock.lock();
        try {
            Map<Counter, DailyCount> found = new HashMap<>();
            for (Counter counter : counters) {
                DailyCount dailyCount = dailyCounts.get(counter);
                if (dailyCount != null) {
                    found.put(counter, dailyCount);
                }
            }
            return new CounterSnapshot(found, callee == null ? List.of() : attempts.getOrDefault(callee, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a call in this ledger if and only if it is counted on its assignment, which receives the counters of this
     * ledger. Counts nothing if the journal already contains the call.
     */
    CountResult count(CountRequest request, Function<CounterSnapshot, CountResult> onAssignment) {
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

    private CountResult countNew(CountRequest request, Function<CounterSnapshot, CountResult> onAssignment) {
        List<Counter> counters =
                request.limits().caps().stream().map(cap -> cap.counter()).toList();
        boolean countsAttempts = !request.limits().attempts().isEmpty();
        CalleeKey callee = countsAttempts ? request.callee() : null;
        CounterSnapshot before = countersOf(counters, callee);
        CountResult result = onAssignment.apply(before);
        if (result instanceof CountResult.Counted counted) {
            CounterSnapshot after = request.usageAfter(counted.after(), before);
            dailyCounts.putAll(after.dailyCounts());
            if (callee != null) {
                removeExpiredIfMany(request);
                attempts.put(callee, after.attempts());
            }
            if (request.callId() != null) {
                journal.add(request.allowedCall(counted.after()));
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
        lock.lock();
        try {
            return journal.find(callId)
                    .map(each -> each.isOpen()
                            ? new JournalStore.Update(release(each, now, onAssignment), true)
                            : new JournalStore.Update(each, false));
        } finally {
            lock.unlock();
        }
    }

    private CallRecord release(CallRecord open, Instant now, Predicate<AllowedCall> onAssignment) {
        AllowedCall call = open.call();
        boolean uncounted = onAssignment.test(call);
        call.counters()
                .forEach(counter ->
                        dailyCounts.computeIfPresent(counter, (any, dailyCount) -> dailyCount.released(call.day())));
        if (call.attempt() && call.callee() != null) {
            attempts.computeIfPresent(call.callee(), (any, all) -> without(call.at(), all));
        }
        return journal.release(open, now, uncounted);
    }

    /** Erases a callee, and returns the number of calls in the journal whose callee was erased. */
    int erase(CalleeErasure erasure) {
        lock.lock();
        try {
            attempts.keySet().removeAll(erasure.keys());
            return journal.erase(erasure);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    private static List<Instant> without(Instant attempt, List<Instant> all) {
        List<Instant> others = new ArrayList<>(all);
        others.remove(attempt);
        return others.isEmpty() ? null : List.copyOf(others);
    }

    private void removeExpiredIfMany(CountRequest request) {
        if (attempts.size() < cleanupSize) {
            return;
        }
        Duration longest = request.limits().attempts().stream()
                .map(AttemptLimit::window)
                .max(Duration::compareTo)
                .orElseThrow();
        Instant expiry = request.at().minus(longest);
        attempts.values()
                .removeIf(all -> Objects.requireNonNull(all.get(all.size() - 1)).isBefore(expiry));
        cleanupSize = Math.max(MIN_CLEANUP_SIZE, 2 * attempts.size());
    }
}
