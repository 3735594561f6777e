package dev.callgate.admin;

/**
 * A row that was not imported. Immutable.
 *
 * @param line the line of the row in its source, counted from 1
 * @param text the row as it was written
 * @param reason the kind of fault
 * @param message a sentence that describes the fault and names the wrong value
 */
public record RejectedRow(long line, String text, Reason reason, String message) {
    /** The kinds of faults of a row. */
    public enum Reason {
        /** The row cannot be read, or one of its values does not have the required form. */
        MALFORMED,
        /** The number has a valid form, but cannot exist or belongs to a country other than the one that the row names. */
        INVALID_FOR_COUNTRY,
        /** An earlier row of the same source has the same number. */
        DUPLICATE_IN_FILE,
        /** The number is already in the inventory. */
        DUPLICATE_IN_INVENTORY,
        /** The number cannot be assigned, because it is not in the inventory. */
        NOT_IN_INVENTORY,
        /** The number cannot be assigned, because it is already assigned. */
        ASSIGNED
    }
}
