package dev.callgate.admin;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The result of an import. While an import runs, the listener for its progress gets a report after each batch, which covers the rows
 * up to the end of that batch. Immutable.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added or assigned; in a dry run, how many would have been
 * @param rejected how many rows were rejected, by reason; each of them was passed to the receiver of rejections
 * @param elapsed the time since the import began, by the clock of the inventory or the assignments
 */
public record ImportReport(long rows, long added, Map<RejectedRow.Reason, Long> rejected, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the counts, and checks that the duration is not null. */
    public ImportReport {
        Map<RejectedRow.Reason, Long> copy = new EnumMap<>(RejectedRow.Reason.class);
        copy.putAll(rejected);
        rejected = Map.copyOf(copy);
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** Returns how many rows were rejected, for all reasons together. */
    public long rejectedRows() {
        return rows - added;
    }

    /** Returns how many rows were read per second, or 0 if no time has passed. */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : rows / (elapsed.toNanos() / NANOS_PER_SECOND);
    }
}
