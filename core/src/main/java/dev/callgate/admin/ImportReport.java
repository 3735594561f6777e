package dev.callgate.admin;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of an import.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added, or assignments made; or would have been, in a dry run
 * @param rejected how many rows were rejected, by reason; each was reported
 */
public record ImportReport(long rows, long added, Map<RejectedRow.Reason, Long> rejected) {
    /** Copies the counts. */
    public ImportReport {
        Map<RejectedRow.Reason, Long> copy = new EnumMap<>(RejectedRow.Reason.class);
        copy.putAll(rejected);
        rejected = Map.copyOf(copy);
    }

    /** Returns how many rows were rejected, for whatever reason. */
    public long rejectedRows() {
        return rows - added;
    }
}
