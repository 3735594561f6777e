package dev.callgate.examples.reports;

import dev.callgate.report.CallStatistics;

/** What the program itself counts of what it asks and tells the gate. Not safe for use by many threads. */
public final class Tally {
    private CallStatistics calls = CallStatistics.NONE;
    private long refusals;

    Tally() {}

    void add(CallStatistics more) {
        calls = calls.plus(more);
    }

    void addRefusal() {
        refusals++;
    }

    /** Returns the calls that were allowed, and what was told of them. */
    public CallStatistics calls() {
        return calls;
    }

    /** Returns how many calls were refused. */
    public long refusals() {
        return refusals;
    }
}
