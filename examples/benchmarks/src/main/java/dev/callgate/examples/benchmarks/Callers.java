package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Callers of one candidate, each in a thread of its own. Every call is about a key at random, and has to be allowed, or refused where
 * the candidate refuses all.
 *
 * @param count number of callers
 * @param threads makes their threads
 * @param pools where their connections come from
 */
record Callers(int count, ThreadFactory threads, List<HikariDataSource> pools) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Each caller calls again as soon as it has an answer. */
    Measured callContinuously(Candidate candidate, double seconds) {
        return run(candidate, seconds, start -> System.nanoTime());
    }

    /**
     * Calls come at equal intervals, any free caller makes the next one, and the latency counts from the scheduled time: it
     * includes waiting behind slow calls.
     */
    Measured at(double callsPerSecond, Candidate candidate, double seconds) {
        AtomicLong calls = new AtomicLong();
        return run(
                candidate,
                seconds,
                start -> start + (long) (calls.getAndIncrement() * NANOS_PER_SECOND / callsPerSecond));
    }

    /** The same as {@link #callContinuously}, and the counters must have moved by as much, or not at all if all was refused. */
    Measured checked(Candidate candidate, double seconds) throws SQLException {
        return checked(candidate, () -> callContinuously(candidate, seconds));
    }

    /** The same as {@link #at}, with the check of {@link #checked}. */
    Measured checkedAt(double callsPerSecond, Candidate candidate, double seconds) throws SQLException {
        return checked(candidate, () -> at(callsPerSecond, candidate, seconds));
    }

    private static Measured checked(Candidate candidate, Supplier<Measured> run) throws SQLException {
        candidate.prepare();
        long before = candidate.counted();
        Measured measured = run.get();
        long expected = candidate.refusesAll() ? 0 : measured.calls();
        Checks.requireEqual(candidate.name() + ", counted", candidate.counted() - before, expected);
        return measured;
    }

    private Measured run(Candidate candidate, double seconds, LongUnaryOperator nextCall) {
        Histogram nanos = new ConcurrentHistogram(1_000, Duration.ofMinutes(10).toNanos(), 3);
        AtomicLong start = new AtomicLong();
        CyclicBarrier together = new CyclicBarrier(count, () -> start.set(System.nanoTime()));
        ExecutorService callers = Executors.newFixedThreadPool(count, threads);
        long connections = TakenConnections.from(pools);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(callers.submit(() -> {
                    together.await();
                    long end = start.get() + (long) (seconds * NANOS_PER_SECOND);
                    call(candidate, end, () -> nextCall.applyAsLong(start.get()), nanos);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            return Measured.of(nanos, System.nanoTime() - start.get(), TakenConnections.from(pools) - connections);
        } catch (ExecutionException e) {
            throw new IllegalStateException(candidate.name() + " failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(candidate.name() + " was interrupted", e);
        } finally {
            callers.shutdownNow();
        }
    }

    private static void call(Candidate candidate, long end, LongSupplier nextCall, Histogram nanos)
            throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (long at = nextCall.getAsLong(); at - end < 0; at = nextCall.getAsLong()) {
            waitUntil(at);
            boolean allowed = candidate.call(random.nextInt(candidate.keys()));
            if (allowed == candidate.refusesAll()) {
                throw new IllegalStateException(allowed ? "a call was allowed" : "a call was refused");
            }
            nanos.recordValue(System.nanoTime() - at);
        }
    }

    private static void waitUntil(long at) {
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
