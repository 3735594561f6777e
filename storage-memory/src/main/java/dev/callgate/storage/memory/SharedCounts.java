package dev.callgate.storage.memory;

import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.GrantedCall;
import dev.callgate.cap.AttemptLimit;
import dev.callgate.cap.Counter;
import dev.callgate.cap.Tally;
import dev.callgate.cap.Usage;
import dev.callgate.id.CallId;
import dev.callgate.number.E164;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one organization's calls are counted on besides its assignments, and the calls that have an id. Calls that are
 * counted here take turns; those that are not never come here.
 */
final class SharedCounts {
    private static final int FEWEST_TO_CLEAR = 10_000;

    private final Lock lock = new ReentrantLock();
    private final Map<Counter, Tally> tallies = new HashMap<>();
    private final Map<E164, List<Instant>> attempts = new HashMap<>();
    private final Map<CallId, GrantedCall> calls = new HashMap<>();

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
            GrantedCall earlier = charge.callId() == null ? null : calls.get(charge.callId());
            return earlier == null ? chargeAnew(charge, onAssignment) : new ChargeResult.Repeated(earlier);
        } finally {
            lock.unlock();
        }
    }

    private ChargeResult chargeAnew(Charge charge, Function<Usage, ChargeResult> onAssignment) {
        List<Counter> counters =
                charge.limits().caps().stream().map(cap -> cap.counter()).toList();
        boolean countsAttempts = !charge.limits().attempts().isEmpty();
        Usage before = of(counters, countsAttempts ? charge.to() : null);
        ChargeResult result = onAssignment.apply(before);
        if (result instanceof ChargeResult.Granted granted) {
            Usage after = charge.usageAfter(granted.after(), before);
            tallies.putAll(after.tallies());
            if (countsAttempts) {
                clearIfMany(charge);
                attempts.put(charge.to(), after.attempts());
            }
            if (charge.callId() != null) {
                calls.put(charge.callId(), charge.grantedCall(granted.after()));
            }
        }
        return result;
    }

    Optional<GrantedCall> find(CallId callId) {
        lock.lock();
        try {
            return Optional.ofNullable(calls.get(callId));
        } finally {
            lock.unlock();
        }
    }

    /** Gives a call back here, and, the first time, on its assignment. */
    Optional<GrantedCall> release(CallId callId, Instant now, Consumer<GrantedCall> onAssignment) {
        lock.lock();
        try {
            GrantedCall call = calls.get(callId);
            if (call == null || call.isReleased()) {
                return Optional.ofNullable(call);
            }
            onAssignment.accept(call);
            call.counters()
                    .forEach(counter -> tallies.computeIfPresent(counter, (any, tally) -> tally.released(call.day())));
            if (call.attempted() != null) {
                attempts.computeIfPresent(call.attempted(), (any, all) -> without(call.at(), all));
            }
            GrantedCall released = call.released(now);
            calls.put(callId, released);
            return Optional.of(released);
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

    int forgetCallsBefore(LocalDate day) {
        lock.lock();
        try {
            int before = calls.size();
            calls.values().removeIf(call -> call.day().isBefore(day));
            return before - calls.size();
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
