package dev.callgate.csv;

/**
 * Cells of texts that begin or end with what cannot be seen. Around a pasted cell, that is not part of the text; where it is, an
 * apostrophe in front says so.
 *
 * <p>The way back is exact, since a text gets one more apostrophe if it would be taken for a marked one.
 */
final class Literal {
    private static final char APOSTROPHE = '\'';

    private Literal() {}

    /** Returns the cell of a text. */
    static String marked(String text) {
        return hasUnseenEnds(text) ? APOSTROPHE + text : text;
    }

    /** Returns the text of a cell: all of it behind the apostrophe if it is marked, otherwise what can be seen. */
    static String text(String cell) {
        String field = cell.strip();
        return !field.isEmpty() && field.charAt(0) == APOSTROPHE && hasUnseenEnds(field)
                ? field.substring(1)
                : Text.stripped(field);
    }

    /** Returns whether a text begins, apart from apostrophes, or ends with what cannot be seen and is not white space. */
    private static boolean hasUnseenEnds(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == APOSTROPHE) {
            start++;
        }
        String behind = text.substring(start);
        return !Text.stripped(behind).equals(behind.strip());
    }
}
