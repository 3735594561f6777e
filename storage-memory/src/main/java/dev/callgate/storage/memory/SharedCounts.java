package dev.callgate.storage.memory;

import dev.callgate.model.AttemptLimit;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.GrantedCall;
import dev.callgate.model.Tally;
import dev.callgate.spi.Charge;
import dev.callgate.spi.ChargeResult;
import dev.callgate.spi.Settlement;
import dev.callgate.spi.Usage;
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
 * What one organization's calls are counted on besides its assignments, and the calls that have an id. Calls that are
 * counted here take turns; those that are not never come here.
 */
final class SharedCounts {
    private static final int FEWEST_TO_CLEAR = 10_000;

    private final Lock lock = new ReentrantLock();
    private final Map<Counter, Tally> tallies = new HashMap<>();
    private final Map<CalleeKey, List<Instant>> attempts = new HashMap<>();
    private final Journal journal = new Journal();

    /** How many called numbers are remembered when those whose windows are over are looked for. */
    private int clearedAt = FEWEST_TO_CLEAR;

    Usage of(Collection<Counter> counters, @Nullable CalleeKey callee) {
        lock.lock();
        try {
            Map<Counter, Tally> found = new HashMap<>();
            for (Counter counter : counters) {
                Tally tally = tallies.get(counter);
                if (tally != null) {
                    found.put(counter, tally);
                }
            }
            return new Usage(found, callee == null ? List.of() : attempts.getOrDefault(callee, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /** Counts a call here if, and only if, it is counted on its assignment, which is told how everything else stands. */
    ChargeResult charge(Charge charge, Function<Usage, ChargeResult> onAssignment) {
        lock.lock();
        try {
            CallId callId = charge.callId();
            Optional<CallRecord> earlier = callId == null ? Optional.empty() : journal.find(callId);
            return earlier.isPresent()
                    ? new ChargeResult.Repeated(earlier.get().call())
                    : chargeAnew(charge, onAssignment);
        } finally {
            lock.unlock();
        }
    }

    private ChargeResult chargeAnew(Charge charge, Function<Usage, ChargeResult> onAssignment) {
        List<Counter> counters =
                charge.limits().caps().stream().map(cap -> cap.counter()).toList();
        boolean countsAttempts = !charge.limits().attempts().isEmpty();
        CalleeKey callee = countsAttempts ? charge.callee() : null;
        Usage before = of(counters, callee);
        ChargeResult result = onAssignment.apply(before);
        if (result instanceof ChargeResult.Granted granted) {
            Usage after = charge.usageAfter(granted.after(), before);
            tallies.putAll(after.tallies());
            if (callee != null) {
                clearIfMany(charge);
                attempts.put(callee, after.attempts());
            }
            if (charge.callId() != null) {
                journal.add(charge.grantedCall(granted.after()));
            }
        }
        return result;
    }

    /** Reads or changes the journal alone. */
    <T> T inJournal(Function<Journal, T> work) {
        lock.lock();
        try {
            return work.apply(journal);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a call back here, and, the first time, on its assignment, which tells whether it counts one call less. */
    Optional<Settlement> release(CallId callId, Instant now, Predicate<GrantedCall> onAssignment) {
        lock.lock();
        try {
            return journal.find(callId)
                    .map(each -> each.isOpen()
                            ? new Settlement(release(each, now, onAssignment), true)
                            : new Settlement(each, false));
        } finally {
            lock.unlock();
        }
    }

    private CallRecord release(CallRecord open, Instant now, Predicate<GrantedCall> onAssignment) {
        GrantedCall call = open.call();
        boolean uncounted = onAssignment.test(call);
        call.counters()
                .forEach(counter -> tallies.computeIfPresent(counter, (any, tally) -> tally.released(call.day())));
        if (call.attempt() && call.callee() != null) {
            attempts.computeIfPresent(call.callee(), (any, all) -> without(call.at(), all));
        }
        return journal.release(open, now, uncounted);
    }

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

    private void clearIfMany(Charge charge) {
        if (attempts.size() < clearedAt) {
            return;
        }
        Duration longest = charge.limits().attempts().stream()
                .map(AttemptLimit::window)
                .max(Duration::compareTo)
                .orElseThrow();
        Instant over = charge.at().minus(longest);
        attempts.values()
                .removeIf(all -> Objects.requireNonNull(all.get(all.size() - 1)).isBefore(over));
        clearedAt = Math.max(FEWEST_TO_CLEAR, 2 * attempts.size());
    }
}
