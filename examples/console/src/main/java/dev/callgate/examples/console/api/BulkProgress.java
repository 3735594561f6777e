package dev.callgate.examples.console.api;

import dev.callgate.admin.BulkReport;

/** How many of the chosen numbers are finished so far, and how. */
record BulkProgress(long total, long changed, long unchanged, long skipped, int percent) {
    private static final int ALL = 100;

    static BulkProgress of(BulkReport soFar) {
        long percent = soFar.total() == 0 ? ALL : ALL * soFar.finished() / soFar.total();
        return new BulkProgress(soFar.total(), soFar.changed(), soFar.unchanged(), soFar.skippedNumbers(), (int)
                Math.min(percent, ALL));
    }
}
