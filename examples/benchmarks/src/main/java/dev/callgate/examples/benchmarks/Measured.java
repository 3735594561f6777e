package dev.callgate.examples.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * One run of one candidate.
 *
 * @param calls number of calls
 * @param perSecond calls per second
 * @param p50Micros median latency
 * @param p99Micros 99th percentile of the latency
 * @param connectionsPerCall connections taken from the pool, per call
 */
record Measured(long calls, double perSecond, double p50Micros, double p99Micros, double connectionsPerCall) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    static Measured of(Histogram nanos, long elapsedNanos, long connections) {
        return new Measured(
                nanos.getTotalCount(),
                nanos.getTotalCount() / (elapsedNanos / NANOS_PER_SECOND),
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
                (double) connections / nanos.getTotalCount());
    }
}
