package dev.callgate.examples.benchmarks;

import dev.callgate.model.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Recorder;

/**
 * What the threads of a soak share. Thread-safe.
 *
 * @param clock the simulated time
 * @param nodes the nodes of the host
 * @param tenants the organizations
 * @param latencies the nanoseconds of each decision
 * @param totals how often what happened
 * @param faults what should not have happened
 */
record SoakRun(
        SoakClock clock,
        List<SoakNode> nodes,
        List<SoakTenant> tenants,
        Recorder latencies,
        SoakTotals totals,
        SoakFaults faults) {
    void fault(String what) {
        faults.add(what);
    }

    /** Counts a failure after which the caller asks again. */
    void failed(StoreException failure) {
        totals.failures.increment();
        System.err.println("asked again: " + failure);
    }

    /** Starts a thread whose failure is a fault. */
    Thread start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        e.printStackTrace();
                        fault(name + " failed: " + e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    /** What should not have happened. Thread-safe. */
    static final class SoakFaults {
        private static final int MOST_PRINTED = 20;

        private final List<String> all = new ArrayList<>();

        synchronized void add(String what) {
            all.add(what);
            if (all.size() <= MOST_PRINTED) {
                System.err.println("fault: " + what);
            }
        }

        synchronized int count() {
            return all.size();
        }
    }
}
