package dev.callgate.admin;

/**
 * A row that was not imported.
 *
 * @param line where it stands in its source, from 1
 * @param text the row as it was written
 * @param reason which kind of fault it has
 * @param message the fault in a sentence, with the value that was wrong
 */
public record RejectedRow(long line, String text, Reason reason, String message) {
    /** What can be wrong with a row. */
    public enum Reason {
        /** The row cannot be read, or one of its values is not of the form that it needs. */
        MALFORMED,
        /** The number has the form, but cannot exist, or belongs to another country than the row says. */
        INVALID_FOR_COUNTRY,
        /** An earlier row of the same source has the number. */
        DUPLICATE_IN_FILE,
        /** The inventory has the number already. */
        DUPLICATE_IN_INVENTORY,
        /** The number, which is to be assigned, is not in the inventory. */
        NOT_IN_INVENTORY,
        /** The number, which is to be assigned, is assigned already. */
        ASSIGNED
    }
}
