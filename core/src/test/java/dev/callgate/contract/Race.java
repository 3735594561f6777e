package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A fixed field of threads that start together, round after round. A round that hangs fails.
 *
 * <p>The threads wake at a barrier, which takes each another while, and then spin until all are awake: that brings them
 * close enough together to meet within an operation in memory.
 */
final class Race implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 300;

    private final int runners;
    private final ExecutorService threads;
    private final CyclicBarrier start;

    Race(int runners) {
        this.runners = runners;
        this.threads = Executors.newFixedThreadPool(runners);
        this.start = new CyclicBarrier(runners);
    }

    /**
     * How one round ended.
     *
     * @param results what those returned that succeeded
     * @param failures what the others threw
     */
    record Outcome<T>(List<T> results, List<Exception> failures) {
        /** Asserts that exactly one succeeded and all others got this exception; returns what the one got. */
        T onlyResult(Class<? extends Exception> ofTheOthers) {
            assertEquals(1, results.size(), () -> "one should win: " + this);
            failures.forEach(each -> assertEquals(ofTheOthers, each.getClass(), () -> "unexpected: " + this));
            return results.get(0);
        }
    }

    /** Runs one round: the task for each runner, all at the same moment. */
    <T> Outcome<T> run(IntFunction<Callable<T>> taskOfRunner) throws Exception {
        AtomicInteger asleep = new AtomicInteger(runners);
        List<Future<T>> futures = IntStream.range(0, runners)
                .mapToObj(taskOfRunner)
                .map(task -> threads.submit(() -> {
                    awaitStart(asleep);
                    return task.call();
                }))
                .toList();
        Outcome<T> outcome = new Outcome<>(new ArrayList<>(), new ArrayList<>());
        for (Future<T> future : futures) {
            collect(future, outcome);
        }
        return outcome;
    }

    private void awaitStart(AtomicInteger asleep) throws Exception {
        start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        asleep.decrementAndGet();
        while (asleep.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a runner did not start");
            }
            Thread.yield();
        }
    }

    private static <T> void collect(Future<T> future, Outcome<T> outcome) throws Exception {
        try {
            outcome.results().add(future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                outcome.failures().add(failure);
            } else {
                throw e;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("threads of a race did not end");
        }
    }
}
