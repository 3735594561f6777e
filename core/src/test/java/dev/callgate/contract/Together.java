package dev.callgate.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs work in many threads that start at the same moment; public for the tests of whoever extends a contract. */
public final class Together {
    private static final int MINUTES = 10;

    private Together() {}

    /**
     * Runs the n-th task on the n-th thread, and returns the results in that order; fails with what any of them throws,
     * or when they take longer than ten minutes.
     */
    public static <T> List<T> run(int threads, IntFunction<Callable<T>> tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                Callable<T> task = tasks.apply(n);
                running.add(pool.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(MINUTES, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
