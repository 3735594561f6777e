package dev.callgate.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Takes samples at equal intervals, over a connection of its own. */
final class SoakSampler implements AutoCloseable {
    static final List<String> TABLES = List.of(
            "call_journal",
            "daily_usage",
            "daily_attribute_usage",
            "daily_refusals",
            "call_counters",
            "call_holds",
            "phone_number_audit",
            "phone_numbers",
            "agent_phone_numbers");

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double HOURS_A_DAY = 24;
    private static final double SECONDS_AN_HOUR = 3_600;

    private final SoakRun run;
    private final SoakServer server;
    private final Connection connection;
    private final SoakProbe probe;
    private final Histogram window = new Histogram(3);
    private long windowBegan;

    private SoakSampler(SoakRun run, SoakServer server, SoakProbe probe, Connection connection) {
        this.run = run;
        this.server = server;
        this.probe = probe;
        this.connection = connection;
    }

    static SoakSampler over(String url, SoakRun run, SoakServer server, SoakProbe probe) throws SQLException {
        return new SoakSampler(run, server, probe, DriverManager.getConnection(url));
    }

    List<SoakSample> take(int samples, Duration real) throws SQLException {
        List<SoakSample> all = new ArrayList<>();
        long start = System.nanoTime();
        windowBegan = start;
        for (int n = 1; n <= samples; n++) {
            waitUntil(start + real.toNanos() / samples * n);
            all.add(sample());
        }
        return all;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The sampler's own collection and queries are not in a window of latencies. */
    private SoakSample sample() throws SQLException {
        window.reset();
        run.latencies().getIntervalHistogramInto(window);
        Histogram bare = probe.latencies().getIntervalHistogram();
        double seconds = (System.nanoTime() - windowBegan) / NANOS_PER_SECOND;
        long inUse = run.nodes().stream()
                .mapToLong(each -> each.pool.getHikariPoolMXBean().getActiveConnections())
                .sum();
        long open = run.nodes().stream()
                .mapToLong(each -> each.pool.getHikariPoolMXBean().getTotalConnections())
                .sum();
        SoakSample sample = new SoakSample(
                Duration.between(run.clock().first(), run.clock().instant()).toSeconds()
                        / SECONDS_AN_HOUR
                        / HOURS_A_DAY,
                window.getTotalCount() / seconds,
                window.getValueAtPercentile(50) / NANOS_PER_MICRO,
                window.getValueAtPercentile(99) / NANOS_PER_MICRO,
                bare.getValueAtPercentile(50) / NANOS_PER_MICRO,
                bare.getValueAtPercentile(99) / NANOS_PER_MICRO,
                heapAfterCollection(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                inUse,
                open,
                number(server.connections()),
                number(server.bytes()),
                rows());
        run.latencies().reset();
        probe.latencies().reset();
        windowBegan = System.nanoTime();
        return sample;
    }

    private static double heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(table, number("SELECT count(*) FROM " + table));
        }
        return rows;
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
