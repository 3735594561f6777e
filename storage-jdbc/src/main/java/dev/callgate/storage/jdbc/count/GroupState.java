package dev.callgate.storage.jdbc.count;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.DailyCount;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import dev.callgate.storage.jdbc.table.LockedAssignments;
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
public final class GroupState {
    private final LockedAssignments.Locked assignments;
    private final Map<CalleeKey, List<Instant>> attempts;
    private final Map<Counter, DailyCount> dailyCounts;
    private final Map<CallId, AllowedCall> calls;

    private final Map<UUID, Assignment> countedAssignments = new LinkedHashMap<>();
    private final Map<Counter, DailyCount> countedDailyCounts = new LinkedHashMap<>();
    private final Map<CalleeKey, List<Instant>> newAttempts = new LinkedHashMap<>();
    private final List<AllowedCall> newCalls = new ArrayList<>();

    public GroupState(
            LockedAssignments.Locked assignments,
            Map<CalleeKey, List<Instant>> attempts,
            Map<Counter, DailyCount> dailyCounts,
            Map<CallId, AllowedCall> calls) {
        this.assignments = assignments;
        this.attempts = new HashMap<>(attempts);
        this.dailyCounts = new HashMap<>(dailyCounts);
        this.calls = new HashMap<>(calls);
    }

    /** Checks a call, and counts it in this state if there is room. */
    public CountResult count(CountRequest request) {
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
        CounterSnapshot usage = usage(request);
        CountResult result = request.on(now, usage, assignments.storeTime());
        if (result instanceof CountResult.Counted counted) {
            count(request, counted.after(), usage);
        }
        return result;
    }

    private CounterSnapshot usage(CountRequest request) {
        if (request.limits().isNone()) {
            return CounterSnapshot.NONE;
        }
        Map<Counter, DailyCount> ofRequest = new HashMap<>();
        for (Limits.Cap cap : request.limits().caps()) {
            ofRequest.put(cap.counter(), dailyCounts.getOrDefault(cap.counter(), DailyCount.NONE));
        }
        return new CounterSnapshot(
                ofRequest,
                request.limits().attempts().isEmpty() ? List.of() : attempts.getOrDefault(request.callee(), List.of()));
    }

    private void count(CountRequest request, Assignment after, CounterSnapshot before) {
        countedAssignments.put(after.id(), after);
        if (!request.limits().isNone()) {
            CounterSnapshot usage = request.usageAfter(after, before);
            dailyCounts.putAll(usage.dailyCounts());
            countedDailyCounts.putAll(usage.dailyCounts());
            if (!request.limits().attempts().isEmpty()) {
                CalleeKey callee = Objects.requireNonNull(request.callee());
                attempts.put(callee, usage.attempts());
                newAttempts.put(callee, usage.attempts());
            }
        }
        if (request.callId() != null) {
            AllowedCall call = request.allowedCall(after);
            calls.put(call.callId(), call);
            newCalls.add(call);
        }
    }

    public Collection<Assignment> countedAssignments() {
        return countedAssignments.values();
    }

    public Map<Counter, DailyCount> countedDailyCounts() {
        return countedDailyCounts;
    }

    public Map<CalleeKey, List<Instant>> newAttempts() {
        return newAttempts;
    }

    public List<AllowedCall> newCalls() {
        return newCalls;
    }
}
