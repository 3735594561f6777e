package dev.callgate.storage.jdbc;

import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.GrantedCall;
import dev.callgate.model.Tally;
import dev.callgate.spi.Cap;
import dev.callgate.spi.Charge;
import dev.callgate.spi.ChargeResult;
import dev.callgate.spi.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** All that the calls of a group are counted on: as it was locked, and then as each call that is granted leaves it. */
final class GroupState {
    private final LockedAssignments.Locked assignments;
    private final Map<CalleeKey, List<Instant>> attempts;
    private final Map<Counter, Tally> tallies;
    private final Map<CallId, GrantedCall> calls;

    private final Map<UUID, Assignment> chargedAssignments = new LinkedHashMap<>();
    private final Map<Counter, Tally> chargedTallies = new LinkedHashMap<>();
    private final Map<CalleeKey, List<Instant>> newAttempts = new LinkedHashMap<>();
    private final List<GrantedCall> newCalls = new ArrayList<>();

    GroupState(
            LockedAssignments.Locked assignments,
            Map<CalleeKey, List<Instant>> attempts,
            Map<Counter, Tally> tallies,
            Map<CallId, GrantedCall> calls) {
        this.assignments = assignments;
        this.attempts = new HashMap<>(attempts);
        this.tallies = new HashMap<>(tallies);
        this.calls = new HashMap<>(calls);
    }

    /** Judges a charge, and counts it here where it is granted. */
    ChargeResult charge(Charge charge) {
        CallId callId = charge.callId();
        GrantedCall earlier = callId == null ? null : calls.get(callId);
        if (earlier != null) {
            return new ChargeResult.Repeated(earlier);
        }
        UUID id = charge.seen().id();
        Assignment now = chargedAssignments.containsKey(id) ? chargedAssignments.get(id) : assignments.find(charge);
        if (now == null) {
            return new ChargeResult.Changed();
        }
        Usage usage = usage(charge);
        ChargeResult result = charge.on(now, usage, assignments.storeTime());
        if (result instanceof ChargeResult.Granted granted) {
            count(charge, granted.after(), usage);
        }
        return result;
    }

    private Usage usage(Charge charge) {
        if (charge.limits().isNone()) {
            return Usage.NONE;
        }
        Map<Counter, Tally> ofCharge = new HashMap<>();
        for (Cap cap : charge.limits().caps()) {
            ofCharge.put(cap.counter(), tallies.getOrDefault(cap.counter(), Tally.NONE));
        }
        return new Usage(
                ofCharge,
                charge.limits().attempts().isEmpty() ? List.of() : attempts.getOrDefault(charge.callee(), List.of()));
    }

    private void count(Charge charge, Assignment after, Usage before) {
        chargedAssignments.put(after.id(), after);
        if (!charge.limits().isNone()) {
            Usage usage = charge.usageAfter(after, before);
            tallies.putAll(usage.tallies());
            chargedTallies.putAll(usage.tallies());
            if (!charge.limits().attempts().isEmpty()) {
                CalleeKey callee = Objects.requireNonNull(charge.callee());
                attempts.put(callee, usage.attempts());
                newAttempts.put(callee, usage.attempts());
            }
        }
        if (charge.callId() != null) {
            GrantedCall call = charge.grantedCall(after);
            calls.put(call.callId(), call);
            newCalls.add(call);
        }
    }

    Collection<Assignment> chargedAssignments() {
        return chargedAssignments.values();
    }

    Map<Counter, Tally> chargedTallies() {
        return chargedTallies;
    }

    Map<CalleeKey, List<Instant>> newAttempts() {
        return newAttempts;
    }

    List<GrantedCall> newCalls() {
        return newCalls;
    }
}
