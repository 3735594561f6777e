package dev.callgate.examples.reports;

import dev.callgate.report.CallStatistics;

/** What the program itself counts of what it asks and tells the gate. Not safe for use by many threads. */
final class Tally {
    private CallStatistics calls = CallStatistics.NONE;
    private long refusals;

    void add(CallStatistics more) {
        calls = calls.plus(more);
    }

    void addRefusal() {
        refusals++;
    }

    CallStatistics calls() {
        return calls;
    }

    long refusals() {
        return refusals;
    }
}
