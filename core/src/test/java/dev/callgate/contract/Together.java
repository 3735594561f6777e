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
 * Runs tasks in threads that start at the same moment, once or in several rounds. A round that hangs fails.
 *
 * <p>Threads leave a barrier at slightly different times. So each one then spins until all have left it. They are close enough to race
 * within a single in-memory operation.
 */
public final class Together implements AutoCloseable {
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration ROUND_TIMEOUT = Duration.ofMinutes(5);

    private final int runners;
    private final Duration timeout;
    private final ExecutorService threads;
    private final CyclicBarrier start;

    /** Creates the given number of threads, for rounds of up to five minutes. */
    public Together(int runners) {
        this(runners, ROUND_TIMEOUT);
    }

    private Together(int runners, Duration timeout) {
        this.runners = runners;
        this.timeout = timeout;
        this.threads = Executors.newFixedThreadPool(runners);
        this.start = new CyclicBarrier(runners);
    }

    /**
     * Runs the n-th task in the n-th thread, once, and returns the results in that order.
     *
     * @throws ExecutionException if a task fails; its exception is the cause
     * @throws TimeoutException if a task takes longer than ten minutes
     */
    public static <T> List<T> run(int threads, IntFunction<Callable<T>> tasks) throws Exception {
        Together together = new Together(threads, RUN_TIMEOUT);
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
     * The outcome of one round.
     *
     * @param results the results of the tasks that succeeded, in the order of the threads
     * @param failures the exceptions of the others
     */
    public record Outcome<T>(List<T> results, List<Exception> failures) {
        /** Asserts that exactly one task succeeded and all others failed with this exception; returns the result of that task. */
        public T onlyResult(Class<? extends Exception> ofTheOthers) {
            assertEquals(1, results.size(), () -> "one should win: " + this);
            failures.forEach(each -> assertEquals(ofTheOthers, each.getClass(), () -> "unexpected: " + this));
            return results.get(0);
        }
    }

    /** Runs one round: the task of each thread, all at the same moment. An {@link Error} of any task is rethrown. */
    public <T> Outcome<T> run(IntFunction<Callable<T>> taskOfRunner) throws Exception {
        AtomicInteger waiting = new AtomicInteger(runners);
        List<Future<T>> futures = IntStream.range(0, runners)
                .mapToObj(taskOfRunner)
                .map(task -> threads.submit(() -> {
                    awaitStart(waiting);
                    return task.call();
                }))
                .toList();
        Outcome<T> outcome = new Outcome<>(new ArrayList<>(), new ArrayList<>());
        for (Future<T> future : futures) {
            collect(future, outcome);
        }
        return outcome;
    }

    private void awaitStart(AtomicInteger waiting) throws Exception {
        start.await(timeout.toSeconds(), TimeUnit.SECONDS);
        long deadline = System.nanoTime() + timeout.toNanos();
        waiting.decrementAndGet();
        while (waiting.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a thread did not start");
            }
            Thread.yield();
        }
    }

    private <T> void collect(Future<T> future, Outcome<T> outcome) throws Exception {
        try {
            outcome.results().add(future.get(timeout.toSeconds(), TimeUnit.SECONDS));
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
        if (!threads.awaitTermination(timeout.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the threads did not terminate");
        }
    }
}
