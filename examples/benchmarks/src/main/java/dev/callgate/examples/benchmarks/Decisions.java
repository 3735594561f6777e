package dev.callgate.examples.benchmarks;

import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.storage.memory.InMemoryStorage;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@link MemoryBenchmark} compares: each method is one call of an agent, who is another one each time, at random. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decisions {
    /** A power of two. */
    private static final int REQUESTS = 1 << 17;

    private static final int CALLEES = 1_000;

    /** The requests. Their objects are new, as in a host that has just read a request, so no key is the same object as another. */
    @State(Scope.Benchmark)
    public static class Requests {
        /** Number of agents. */
        @Param("100000")
        public int agents;

        /** Numbers per agent. */
        @Param("1")
        public int numbersEach;

        private final CallRequest[] parsed = new CallRequest[REQUESTS];
        private final CallRequest[] dialed = new CallRequest[REQUESTS];
        private final String[] texts = new String[REQUESTS];

        /** What a limiter of each assignment is looked up by; which number, the gate finds out by itself. */
        private final String[] keys = new String[REQUESTS];

        /** Makes the requests, the same each time. */
        @Setup
        public void make() {
            List<String> callees = Fleet.callees(CALLEES);
            List<Destination> destinations =
                    callees.stream().map(Destination::parse).toList();
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < REQUESTS; i++) {
                int agent = random.nextInt(agents);
                keys[i] = Fleet.key(agent, random.nextInt(numbersEach));
                texts[i] = callees.get(i % callees.size());
                CallRequest.Caller caller = CallRequest.by(Fleet.ORGANIZATION, Fleet.agent(agent));
                parsed[i] = caller.to(destinations.get(i % callees.size()));
                dialed[i] = caller.to(texts[i]);
            }
        }

        Fleet fleet() {
            return new Fleet(agents, numbersEach);
        }
    }

    /** Where a thread is in the requests. */
    @State(Scope.Thread)
    public static class Turn {
        private int next = new SplittableRandom().nextInt(REQUESTS);

        int take() {
            return next++ & (REQUESTS - 1);
        }
    }

    /** A gate over a store in memory. */
    @State(Scope.Benchmark)
    public static class Gate {
        private CallGate gate = CallGate.over(InMemoryStorage.create()).build();

        /** Each request was decided before, on the same day. */
        @Setup
        public void fill(Requests requests) {
            InMemoryStorage storage = InMemoryStorage.create();
            requests.fleet().fill(storage);
            gate = CallGate.over(storage).build();
            for (CallRequest each : requests.parsed) {
                decide(each);
            }
        }

        CallDecision decide(CallRequest request) {
            CallDecision decision = gate.decide(request);
            if (!decision.isAllowed()) {
                throw new IllegalStateException("a benchmark of allowed calls: " + decision);
            }
            return decision;
        }
    }

    /** Bucket4j's local buckets, one of each assignment. */
    @State(Scope.Benchmark)
    public static class Buckets {
        private Map<String, Bucket> all = Map.of();

        /** Makes the buckets. */
        @Setup
        public void fill(Requests requests) {
            all = requests.fleet().ofEachAssignment(Fleet::bucket);
        }
    }

    /** Resilience4j's limiters, one of each assignment. */
    @State(Scope.Benchmark)
    public static class Limiters {
        private Map<String, RateLimiter> all = Map.of();

        /** Makes the limiters. */
        @Setup
        public void fill(Requests requests) {
            RateLimiterConfig config = RateLimiterConfig.custom()
                    .limitForPeriod(Fleet.DAILY_LIMIT)
                    .limitRefreshPeriod(Duration.ofDays(1))
                    .timeoutDuration(Duration.ZERO)
                    .build();
            all = requests.fleet().ofEachAssignment(() -> RateLimiter.of("limiter", config));
        }
    }

    /** Bare counts, one of each assignment. */
    @State(Scope.Benchmark)
    public static class Counts {
        private Map<String, AtomicLong> all = Map.of();

        /** Makes the counts. */
        @Setup
        public void fill(Requests requests) {
            all = requests.fleet().ofEachAssignment(AtomicLong::new);
        }
    }

    /** A whole decision, of a destination that was parsed before. */
    @Benchmark
    public CallDecision gate(Requests requests, Gate gate, Turn turn) {
        return gate.decide(requests.parsed[turn.take()]);
    }

    /** A whole decision, of a destination as text. */
    @Benchmark
    public CallDecision gateFromText(Requests requests, Gate gate, Turn turn) {
        return gate.decide(requests.dialed[turn.take()]);
    }

    /** A token of Bucket4j's. */
    @Benchmark
    public boolean bucket4j(Requests requests, Buckets buckets, Turn turn) {
        return found(buckets.all, requests.keys[turn.take()]).tryConsume(1);
    }

    /** A permission of Resilience4j's. */
    @Benchmark
    public boolean resilience4j(Requests requests, Limiters limiters, Turn turn) {
        return found(limiters.all, requests.keys[turn.take()]).acquirePermission();
    }

    /** One more on a bare count. */
    @Benchmark
    public long map(Requests requests, Counts counts, Turn turn) {
        return found(counts.all, requests.keys[turn.take()]).incrementAndGet();
    }

    /** The region of a number as text. */
    @Benchmark
    public String libphonenumber(Requests requests, Turn turn) {
        return Libphonenumber.parsedRegionOf(requests.texts[turn.take()]);
    }

    private static <T> T found(Map<String, T> all, String key) {
        return Objects.requireNonNull(all.get(key));
    }
}
