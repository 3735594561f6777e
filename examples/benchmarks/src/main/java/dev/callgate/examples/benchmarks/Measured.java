package dev.callgate.examples.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * One run of one candidate.
 *
 * @param calls how many calls were made, all of them allowed
 * @param perSecond how many a second
 * @param p50Micros what half of them took at most
 * @param p99Micros what 99 of 100 took at most
 */
record Measured(long calls, double perSecond, double p50Micros, double p99Micros) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    static Measured of(Histogram nanos, long elapsedNanos) {
        return new Measured(
                nanos.getTotalCount(),
                nanos.getTotalCount() / (elapsedNanos / NANOS_PER_SECOND),
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_PER_MICRO);
    }
}
