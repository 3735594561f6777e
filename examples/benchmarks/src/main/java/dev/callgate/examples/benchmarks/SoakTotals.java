package dev.callgate.examples.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of a soak. */
final class SoakTotals {
    final LongAdder decisions = new LongAdder();
    final LongAdder allowed = new LongAdder();
    final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();
    final LongAdder repeated = new LongAdder();
    final LongAdder completed = new LongAdder();
    final LongAdder released = new LongAdder();
    final LongAdder renewed = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder changes = new LongAdder();
    final LongAdder reports = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder daysCompared = new LongAdder();
    final LongAdder callsCompared = new LongAdder();
    final LongAdder countersCompared = new LongAdder();

    void refused(String reason) {
        refusals.computeIfAbsent(reason, each -> new LongAdder()).increment();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d decisions, of which %,d allowed a call and %,d repeated an answer; %,d completions, %,d releases, %,d renewals,"
                        + " %,d calls whose end was never reported; %,d changes by administrators; %,d rounds of reports; %,d"
                        + " operations were asked for again. Compared: %,d days of an organization with %,d calls, and %,d counters. Refusals by their first reason: %s.",
                decisions.sum(),
                allowed.sum(),
                repeated.sum(),
                completed.sum(),
                released.sum(),
                renewed.sum(),
                lost.sum(),
                changes.sum(),
                reports.sum(),
                failures.sum(),
                daysCompared.sum(),
                callsCompared.sum(),
                countersCompared.sum(),
                refusals);
    }
}
