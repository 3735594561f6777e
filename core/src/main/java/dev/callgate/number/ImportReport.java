package dev.callgate.number;

/**
 * What became of an import.
 *
 * @param rows how many rows were read
 * @param added how many numbers were added; the other rows were rejected, and each was reported
 */
public record ImportReport(long rows, long added) {
    /** Returns how many rows were rejected. */
    public long rejected() {
        return rows - added;
    }
}
