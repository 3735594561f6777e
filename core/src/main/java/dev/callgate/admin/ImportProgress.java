package dev.callgate.admin;

import java.time.Duration;
import java.util.Objects;

/**
 * The progress of an import. Immutable.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added or assigned; in a dry run, how many would have been
 * @param elapsed the time since the import began, by the clock of the inventory or the assignments
 */
public record ImportProgress(long rows, long added, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Checks that the duration is not null. */
    public ImportProgress {
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** Returns how many rows were rejected. */
    public long rejected() {
        return rows - added;
    }

    /** Returns how many rows were read per second, or 0 if no time has passed. */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : rows / (elapsed.toNanos() / NANOS_PER_SECOND);
    }
}
