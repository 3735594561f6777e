package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How many connections were taken from pools: a call that takes none runs no statement. */
final class TakenConnections implements MetricsTrackerFactory, IMetricsTracker {
    private final LongAdder taken = new LongAdder();

    static long from(List<HikariDataSource> pools) {
        return pools.stream()
                .mapToLong(pool -> ((TakenConnections) pool.getMetricsTrackerFactory()).taken.sum())
                .sum();
    }

    @Override
    public IMetricsTracker create(String pool, PoolStats stats) {
        return this;
    }

    @Override
    public void recordConnectionAcquiredNanos(long waited) {
        taken.increment();
    }
}
