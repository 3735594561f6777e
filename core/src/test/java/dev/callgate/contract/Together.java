package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
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
 * Threads that start at the same moment: once, by {@link #run}, or round after round. A round that hangs fails.
 *
 * <p>The threads wake at a barrier, which takes each another while, and then spin until all are awake: that brings them
 * close enough together to meet within an operation in memory.
 */
public final class Together implements AutoCloseable {
    private static final Duration LIMIT_OF_A_RUN = Duration.ofMinutes(10);
    private static final Duration LIMIT_OF_A_ROUND = Duration.ofMinutes(5);

    private final int runners;
    private final Duration limit;
    private final ExecutorService threads;
    private final CyclicBarrier start;

    /** Starts so many threads, for rounds of up to five minutes. */
    public Together(int runners) {
        this(runners, LIMIT_OF_A_ROUND);
    }

    private Together(int runners, Duration limit) {
        this.runners = runners;
        this.limit = limit;
        this.threads = Executors.newFixedThreadPool(runners);
        this.start = new CyclicBarrier(runners);
    }

    /**
     * Runs the n-th task on the n-th thread, once, and returns the results in that order.
     *
     * @throws ExecutionException if any of them fails, with its failure as the cause
     * @throws TimeoutException if any of them takes longer than ten minutes
     */
    public static <T> List<T> run(int threads, IntFunction<Callable<T>> tasks) throws Exception {
        Together together = new Together(threads, LIMIT_OF_A_RUN);
        try {
            Outcome<T> outcome = together.run(tasks);
            if (!outcome.failures().isEmpty()) {
                throw new ExecutionException(outcome.failures().get(0));
            }
            return outcome.results();
        } finally {
            together.threads.shutdownNow();
        }
    }

    /**
     * How one round ended.
     *
     * @param results what those returned that succeeded, in the order of the threads
     * @param failures what the others threw
     */
    public record Outcome<T>(List<T> results, List<Exception> failures) {
        /** Asserts that exactly one succeeded and all others failed with this exception; returns the result of the one. */
        public T onlyResult(Class<? extends Exception> ofTheOthers) {
            assertEquals(1, results.size(), () -> "one should win: " + this);
            failures.forEach(each -> assertEquals(ofTheOthers, each.getClass(), () -> "unexpected: " + this));
            return results.get(0);
        }
    }

    /** Runs one round: the task for each thread, all at the same moment. An error of any of them is passed on. */
    public <T> Outcome<T> run(IntFunction<Callable<T>> taskOfRunner) throws Exception {
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
        start.await(limit.toSeconds(), TimeUnit.SECONDS);
        long deadline = System.nanoTime() + limit.toNanos();
        asleep.decrementAndGet();
        while (asleep.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a runner did not start");
            }
            Thread.yield();
        }
    }

    private <T> void collect(Future<T> future, Outcome<T> outcome) throws Exception {
        try {
            outcome.results().add(future.get(limit.toSeconds(), TimeUnit.SECONDS));
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
        if (!threads.awaitTermination(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("threads of a race did not end");
        }
    }
}
