package dev.callgate.csv;

/**
 * Cells of texts that begin or end with invisible characters. Around a pasted cell, these are not part of the text; if they are, a
 * leading apostrophe marks the cell.
 *
 * <p>The conversion is reversible: a text that looks like a marked one gets another apostrophe.
 */
final class Literal {
    private static final char APOSTROPHE = '\'';

    private Literal() {}

    /** Returns the cell of a text. */
    static String marked(String text) {
        return hasInvisibleEnds(text) ? APOSTROPHE + text : text;
    }

    /** Returns the text of a cell: everything after the apostrophe if it is marked, otherwise the visible part. */
    static String text(String cell) {
        String field = cell.strip();
        return !field.isEmpty() && field.charAt(0) == APOSTROPHE && hasInvisibleEnds(field)
                ? field.substring(1)
                : Text.stripped(field);
    }

    /** Returns whether a text begins, apart from apostrophes, or ends with invisible characters other than white space. */
    private static boolean hasInvisibleEnds(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == APOSTROPHE) {
            start++;
        }
        String behind = text.substring(start);
        return !Text.stripped(behind).equals(behind.strip());
    }
}
