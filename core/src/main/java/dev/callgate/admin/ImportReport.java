package dev.callgate.admin;

import java.util.EnumMap;
import java.util.Map;

/**
 * The result of an import. Immutable.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added or assigned; in a dry run, how many would have been
 * @param rejected how many rows were rejected, by reason; each of them was reported
 */
public record ImportReport(long rows, long added, Map<RejectedRow.Reason, Long> rejected) {
    /** Copies the counts. */
    public ImportReport {
        Map<RejectedRow.Reason, Long> copy = new EnumMap<>(RejectedRow.Reason.class);
        copy.putAll(rejected);
        rejected = Map.copyOf(copy);
    }

    /** Returns how many rows were rejected, for all reasons together. */
    public long rejectedRows() {
        return rows - added;
    }
}
