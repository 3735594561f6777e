package dev.callgate.examples.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What was acknowledged on a day of an organization. */
final class SoakDay {
    final Map<String, SoakCall> calls = new ConcurrentHashMap<>();
    final Map<String, SoakRange> refusals = new ConcurrentHashMap<>();

    /** Decisions without an answer, and calls whose end is still to be reported. */
    final AtomicInteger pending = new AtomicInteger();

    private SoakRange changes = SoakRange.NONE;

    synchronized void changed(long sure, long unsure) {
        changes = changes.plus(sure, unsure);
    }

    /** Returns the number of administrators' changes. */
    synchronized SoakRange changes() {
        return changes;
    }

    void refused(String reason, long sure, long unsure) {
        refusals.merge(reason, SoakRange.NONE.plus(sure, unsure), (one, more) -> one.plus(more.sure(), more.unsure()));
    }
}
