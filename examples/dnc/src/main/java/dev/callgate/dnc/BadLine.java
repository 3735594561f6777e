package dev.callgate.dnc;

/**
 * A line, or an XML element, of a do-not-call list that has no number that can be read. It was skipped. Immutable.
 *
 * @param source the name of the file; in a zip file, followed by {@code !} and the name of the entry
 * @param line the line, counted from 1; of an XML element, the line on which it ends
 * @param text the beginning of the line or element, {@value #MAX_TEXT} characters at most
 * @param problem what is wrong with it
 */
public record BadLine(String source, long line, String text, String problem) {
    /** The most characters of a text. */
    public static final int MAX_TEXT = 80;

    /** Shortens the text. */
    public BadLine {
        text = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
