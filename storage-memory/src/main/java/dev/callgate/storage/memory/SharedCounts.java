package dev.callgate.storage.memory;

import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.cap.AttemptLimit;
import dev.callgate.cap.Counter;
import dev.callgate.cap.Tally;
import dev.callgate.cap.Usage;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What one organization's calls are counted on besides its assignments. Calls that are counted here take turns; those that
 * are not never come here.
 */
final class SharedCounts {
    private static final int FEWEST_TO_CLEAR = 10_000;

    private final Lock lock = new ReentrantLock();
    private final Map<Counter, Tally> tallies = new HashMap<>();
    private final Map<E164, List<Instant>> attempts = new HashMap<>();

    /** How many called numbers are remembered when those whose windows are over are looked for. */
    private int clearedAt = FEWEST_TO_CLEAR;

    Usage of(Collection<Counter> counters, @Nullable E164 callee) {
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
            List<Counter> counters =
                    charge.limits().caps().stream().map(cap -> cap.counter()).toList();
            boolean countsAttempts = !charge.limits().attempts().isEmpty();
            Usage before = of(counters, countsAttempts ? charge.to() : null);
            ChargeResult result = onAssignment.apply(before);
            if (result instanceof ChargeResult.Granted) {
                Usage after = charge.usageAfter(before);
                tallies.putAll(after.tallies());
                if (countsAttempts) {
                    clearIfMany(charge);
                    attempts.put(charge.to(), after.attempts());
                }
            }
            return result;
        } finally {
            lock.unlock();
        }
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
