package dev.callgate.storage.jdbc.count;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Counter;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.CounterValue.Hold;
import dev.callgate.storage.jdbc.table.CounterTable;
import dev.callgate.storage.jdbc.table.LockedAssignments;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The state that the calls of a group are counted on: first as the rows were locked, then updated with each call that
 * is counted. Not thread-safe.
 */
final class GroupState {
    private final LockedAssignments.Locked assignments;
    private final Map<Counter, CounterValue> counters;
    private final Map<CallId, AllowedCall> calls;
    private final HeldCalls held;

    private final Map<UUID, Assignment> countedAssignments = new LinkedHashMap<>();
    private final Map<Counter, CounterValue> countedCounters = new LinkedHashMap<>();
    private final Map<Counter, Long> limits = new HashMap<>();
    private final Map<Counter, Instant> endedUntil = new HashMap<>();
    private final List<Map.Entry<Counter, Hold>> newHolds = new ArrayList<>();
    private final List<AllowedCall> newCalls = new ArrayList<>();

    /** Reads the calls that are held on locked counters. */
    interface HeldCalls {
        /** Returns how much the calls count that have ended by a time. */
        long endedBy(Counter counter, Instant time) throws SQLException;

        /** Returns the first of the calls that end after a time. */
        List<Hold> firstAfter(Counter counter, Instant time) throws SQLException;
    }

    /**
     * Creates the state.
     *
     * @param counters the locked counters, without calls that are held
     * @param calls the calls that have the IDs of the group's calls
     */
    GroupState(
            LockedAssignments.Locked assignments,
            Map<Counter, CounterValue> counters,
            Map<CallId, AllowedCall> calls,
            HeldCalls held) {
        this.assignments = assignments;
        this.counters = new HashMap<>(counters);
        this.calls = new HashMap<>(calls);
        this.held = held;
    }

    /** Checks a call, and counts it in this state if there is room. */
    CountResult count(CountRequest request) throws SQLException {
        CallId callId = request.callId();
        AllowedCall earlier = callId == null ? null : calls.get(callId);
        if (earlier != null) {
            return new CountResult.AlreadyCounted(earlier);
        }
        UUID id = request.seen().id();
        Assignment now = countedAssignments.containsKey(id) ? countedAssignments.get(id) : assignments.find(request);
        if (now == null) {
            return new CountResult.Stale();
        }
        CounterSnapshot before = valuesFor(request);
        String holdId = request.holdId();
        CountResult result = request.on(now, before, assignments.storeTime(), holdId);
        if (result instanceof CountResult.Counted counted) {
            count(request, before, counted, holdId);
        }
        return result;
    }

    private CounterSnapshot valuesFor(CountRequest request) throws SQLException {
        if (request.limits().isEmpty()) {
            return CounterSnapshot.NONE;
        }
        Map<Counter, CounterValue> values = new HashMap<>();
        for (CounterLimit limit : request.limits()) {
            values.put(
                    limit.counter(),
                    limit.heldFor() == null ? valueOf(limit.counter()) : heldValueFor(limit, request.at()));
        }
        return new CounterSnapshot(values);
    }

    private CounterValue valueOf(Counter counter) {
        return counters.getOrDefault(counter, CounterValue.NONE);
    }

    /** Takes the calls that have ended out of the amount of a counter, and lists the first ones of the others if there is no room. */
    private CounterValue heldValueFor(CounterLimit limit, Instant at) throws SQLException {
        Counter counter = limit.counter();
        CounterValue stored = valueOf(counter);
        if (endedUntil.containsKey(counter) && limit.hasRoom(stored)) {
            return stored;
        }
        Instant time = CounterTable.later(stored, at);
        Instant before = endedUntil.put(counter, time);
        long ended = held.endedBy(counter, time) - (before == null ? 0 : held.endedBy(counter, before));
        CounterValue live = new CounterValue(stored.amount() - ended, stored.period(), List.of());
        CounterValue value = limit.hasRoom(live)
                ? live
                : new CounterValue(live.amount(), live.period(), held.firstAfter(counter, time));
        counters.put(counter, live);
        return value;
    }

    private void count(CountRequest request, CounterSnapshot before, CountResult.Counted counted, String holdId) {
        countedAssignments.put(counted.after().id(), counted.after());
        for (CounterLimit limit : request.limits()) {
            Counter counter = limit.counter();
            CounterValue after = counted.usage().of(counter);
            counters.put(counter, new CounterValue(after.amount(), after.period(), List.of()));
            countedCounters.put(counter, after);
            limits.put(counter, limit.most());
            if (limit.heldFor() != null) {
                newHolds.add(Map.entry(counter, limit.holdOn(before.of(counter), holdId)));
            }
        }
        if (request.callId() != null) {
            AllowedCall call = request.allowedCall(counted.after(), before);
            calls.put(call.callId(), call);
            newCalls.add(call);
        }
    }

    Collection<Assignment> countedAssignments() {
        return countedAssignments.values();
    }

    /** Returns the counters that calls were counted on. */
    Map<Counter, CounterValue> countedCounters() {
        return countedCounters;
    }

    /** Returns the limits of {@link #countedCounters}. */
    Map<Counter, Long> limits() {
        return limits;
    }

    /** Returns the time up to which the calls have been taken out of a counter that have ended. */
    Instant endedUntil(Counter counter) {
        return Objects.requireNonNull(endedUntil.get(counter));
    }

    List<Map.Entry<Counter, Hold>> newHolds() {
        return newHolds;
    }

    List<AllowedCall> newCalls() {
        return newCalls;
    }
}
