package dev.callgate.admin;

import java.time.Duration;
import java.util.Objects;

/**
 * How far an import is.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added, or assignments made; or would have been, in a dry run
 * @param elapsed how long it took so far, by the clock of who imports
 */
public record ImportProgress(long rows, long added, Duration elapsed) {
    private static final double NANOS_A_SECOND = 1e9;

    /** Requires the duration. */
    public ImportProgress {
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** Returns how many rows were rejected. */
    public long rejected() {
        return rows - added;
    }

    /** Returns how many rows were read a second, or 0 while no time has passed. */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : rows / (elapsed.toNanos() / NANOS_A_SECOND);
    }
}
