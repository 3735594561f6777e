package dev.callgate.csv;

/**
 * A line of a file, or several lines that are joined by a quoted cell.
 *
 * @param number the number of the (first) line, from 1
 * @param text its text, with {@code \n} between joined lines; only the beginning if it is too long
 * @param bytes its length in bytes, without the line end
 */
record Line(long number, String text, long bytes) {
    /** Maximum length of a line that is parsed; far more than a row of numbers needs. */
    static final int MAX_BYTES = 65_536;

    boolean isTooLong() {
        return bytes > MAX_BYTES;
    }

    boolean isBlank() {
        return !isTooLong() && Text.isBlank(text);
    }

    /** Returns this line joined with the next one, which continues a quoted cell. */
    Line with(Line next) {
        return new Line(number, text + "\n" + next.text, bytes + 1 + next.bytes);
    }
}
