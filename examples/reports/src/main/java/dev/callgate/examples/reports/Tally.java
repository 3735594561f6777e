package dev.callgate.examples.reports;

import dev.callgate.report.CallStatistics;

/** The program's own totals of its calls, to compare with the reports. Not thread-safe. */
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

    /** Returns the statistics of the allowed calls. */
    public CallStatistics calls() {
        return calls;
    }

    /** Returns the number of refused calls. */
    public long refusals() {
        return refusals;
    }
}
