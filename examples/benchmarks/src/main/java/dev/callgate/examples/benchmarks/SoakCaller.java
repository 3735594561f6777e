package dev.callgate.examples.benchmarks;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One of the callers: asks for calls at a constant rate, and reports how those that were allowed went on. Some are renewed, released,
 * reported late or twice, or never. A caller that is late catches up on one second, and leaves out the rest.
 */
final class SoakCaller implements Runnable {
    private static final int OF_A_HUNDRED = 100;
    private static final Duration LONG_CALL = Duration.ofMinutes(40);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(20);
    private static final Duration LATE = Duration.ofMinutes(90);
    private static final Duration SHORTEST_CALL = Duration.ofMinutes(1);
    private static final int MORE_SECONDS = 240;
    private static final long LONGEST_DELAY = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PARK = Duration.ofMillis(5).toNanos();

    private final int index;
    private final SoakRun run;
    private final long intervalNanos;
    private final SplittableRandom random;
    private final Queue<Step> steps = new PriorityQueue<>();
    private long calls;
    private boolean wasAskedAgain;

    SoakCaller(int index, SoakRun run, double callsPerSecond) {
        this.index = index;
        this.run = run;
        this.intervalNanos = (long) (1e9 / callsPerSecond);
        this.random = new SplittableRandom(index);
    }

    /** What a caller does later about a call. */
    private record Step(Instant at, Runnable action) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return at.compareTo(other.at);
        }
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!run.clock().isOver()) {
            Step due = steps.peek();
            if (due != null && !due.at.isAfter(run.clock().instant())) {
                steps.remove().action.run();
            } else if (next - System.nanoTime() <= 0) {
                call();
                next = Math.max(next + intervalNanos, System.nanoTime() - LONGEST_DELAY);
            } else {
                LockSupport.parkNanos(Math.min(LONGEST_PARK, next - System.nanoTime()));
            }
        }
        steps.forEach(each -> each.action.run());
    }

    private SoakTenant tenant() {
        return run.tenants().get(random.nextInt(run.tenants().size()));
    }

    private CallGate gate() {
        return run.nodes().get(random.nextInt(run.nodes().size())).gate;
    }

    private void call() {
        SoakTenant tenant = tenant();
        Instant asked = run.clock().instant();
        CallRequest request = tenant.request(random, asked, run.clock().first(), "call-" + index + "-" + calls++);
        SoakDay pending = tenant.ledger.day(tenant.ledger.dateAt(asked));
        pending.pending.incrementAndGet();
        try {
            CallDecision decision = decided(request);
            Instant answered = run.clock().instant();
            if (decision instanceof Allowed allowed) {
                run.totals().allowed.increment();
                if (allowed.repeated() && !wasAskedAgain) {
                    run.fault("call %s was allowed as a repetition".formatted(allowed.callId()));
                }
                goOn(tenant, request, allowed, asked, answered);
            } else if (decision instanceof Refused refused) {
                tenant.ledger.refused(refused, asked, answered);
                run.totals().refused(refused.cause().code());
            }
        } finally {
            pending.pending.decrementAndGet();
        }
    }

    /** Asks until there is an answer; after an unknown outcome only if the call has an ID of the caller's. */
    private CallDecision decided(CallRequest request) {
        CallGate gate = gate();
        return untilAnswered(request.callId() != null, () -> {
            long start = System.nanoTime();
            CallDecision decision = gate.decide(request);
            run.latencies().recordValue(System.nanoTime() - start);
            run.totals().decisions.increment();
            return decision;
        });
    }

    private void goOn(SoakTenant tenant, CallRequest request, Allowed allowed, Instant asked, Instant answered) {
        SoakCall call = new SoakCall(request, allowed, asked, answered);
        tenant.ledger.allowed(call);
        int kind = random.nextInt(OF_A_HUNDRED);
        if (kind < 2) {
            run.totals().lost.increment();
            return;
        }
        SoakDay day = tenant.ledger.day(call.day);
        day.pending.incrementAndGet();
        if (kind < 10) {
            later(answered, SHORTEST_CALL, () -> release(tenant, call, day));
        } else if (kind < 14) {
            later(answered, RENEWED_AFTER, () -> renew(tenant, call));
            later(answered, LONG_CALL, () -> complete(tenant, call, day, outcome(call)));
        } else if (kind < 16) {
            later(answered, LATE, () -> complete(tenant, call, day, outcome(call)));
        } else {
            Duration length = SHORTEST_CALL.plusSeconds(random.nextInt(MORE_SECONDS));
            later(answered, length, () -> complete(tenant, call, day, outcome(call)));
        }
        if (kind == 99 && request.callId() != null) {
            repeat(tenant, call, request);
        }
    }

    private void later(Instant answered, Duration after, Runnable action) {
        steps.add(new Step(answered.plus(after), action));
    }

    /** Asks again under the same ID, on any node. */
    private void repeat(SoakTenant tenant, SoakCall call, CallRequest request) {
        run.totals().repeated.increment();
        CallDecision again = decided(request);
        boolean isSame = again instanceof Allowed allowed
                && allowed.repeated()
                && call.assignment.number().e164().equals(allowed.from());
        if (!isSame) {
            run.fault("call %s of %s was asked for again, and the answer is %s".formatted(call.id, tenant.id, again));
        }
    }

    private void release(SoakTenant tenant, SoakCall call, SoakDay day) {
        Instant before = run.clock().instant();
        tenant.ledger.releasing(call, before);
        if (!retried(() -> gate().release(tenant.id, call.id)).isPresent()) {
            run.fault("call %s of %s is not there to be released".formatted(call.id, tenant.id));
        }
        tenant.ledger.released(call, before, run.clock().instant());
        run.totals().released.increment();
        day.pending.decrementAndGet();
    }

    private void renew(SoakTenant tenant, SoakCall call) {
        Instant before = run.clock().instant();
        if (retried(() -> gate().renew(tenant.id, call.id))) {
            call.until = before.plus(SoakPlan.LONGEST_CALL);
            run.totals().renewed.increment();
        }
    }

    private void complete(SoakTenant tenant, SoakCall call, SoakDay day, CallOutcome outcome) {
        Instant before = run.clock().instant();
        call.ending = before;
        if (!retried(() -> gate().complete(tenant.id, call.id, outcome)).isPresent()) {
            run.fault("call %s of %s is not there to be completed".formatted(call.id, tenant.id));
        }
        tenant.ledger.completed(call, outcome, before, run.clock().instant());
        run.totals().completed.increment();
        if (random.nextInt(OF_A_HUNDRED) == 0) {
            retried(() -> gate().complete(tenant.id, call.id, CallOutcome.of(Result.FAILED)));
        }
        day.pending.decrementAndGet();
    }

    private <T> T retried(Supplier<T> operation) {
        return untilAnswered(true, operation);
    }

    private <T> T untilAnswered(boolean mayBeRepeated, Supplier<T> operation) {
        wasAskedAgain = false;
        while (true) {
            try {
                return operation.get();
            } catch (StoreException e) {
                boolean isSafe = e instanceof StoreException.NotApplied
                        || (e instanceof StoreException.OutcomeUnknown && mayBeRepeated);
                if (!isSafe) {
                    throw e;
                }
                run.failed(e);
                wasAskedAgain = true;
            }
        }
    }

    /** Some numbers are answered less often than the others. */
    private CallOutcome outcome(SoakCall call) {
        int answered = call.number().hashCode() % 12 == 0 ? 10 : 55;
        int kind = random.nextInt(OF_A_HUNDRED);
        if (kind < answered) {
            return CallOutcome.answered(Duration.ofSeconds(1 + random.nextInt(MORE_SECONDS)));
        }
        List<Result> others = List.of(Result.NO_ANSWER, Result.BUSY, Result.NO_ANSWER, Result.FAILED);
        return kind < answered + 10
                ? CallOutcome.of(Result.NOT_INTERESTED, Duration.ofSeconds(1 + random.nextInt(60)))
                : CallOutcome.of(others.get(kind % others.size()));
    }
}
