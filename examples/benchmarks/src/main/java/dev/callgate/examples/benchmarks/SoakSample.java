package dev.callgate.examples.benchmarks;

import java.util.Map;

/**
 * What was measured at a moment of a soak, and since the sample before.
 *
 * @param days simulated days since the start
 * @param perSecond decisions a second
 * @param p50Micros median latency of a decision
 * @param p99Micros 99th percentile of the latency
 * @param probe50Micros median latency of a bare UPDATE on the same server
 * @param probe99Micros 99th percentile of the latency of a bare UPDATE
 * @param heapBytes used heap after a full garbage collection
 * @param threads live threads
 * @param inUse connections in use in all pools
 * @param open connections in all pools
 * @param onServer connections to the database that the server has
 * @param databaseBytes bytes of the database's files
 * @param rows rows of each table
 */
record SoakSample(
        double days,
        double perSecond,
        double p50Micros,
        double p99Micros,
        double probe50Micros,
        double probe99Micros,
        double heapBytes,
        long threads,
        long inUse,
        long open,
        long onServer,
        double databaseBytes,
        Map<String, Long> rows) {}
