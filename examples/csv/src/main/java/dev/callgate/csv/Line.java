package dev.callgate.csv;

/**
 * A line of a file, or several lines that one cell in quotes holds together.
 *
 * @param number where it begins, from 1
 * @param text what it says, with {@code \n} where a cell goes on in the next line; of one that is too long, the beginning
 * @param bytes how long it is, without its end
 */
record Line(long number, String text, long bytes) {
    /** The longest line that is taken apart; far above what a row of numbers needs. */
    static final int MOST_BYTES = 65_536;

    boolean isTooLong() {
        return bytes > MOST_BYTES;
    }

    boolean isBlank() {
        return !isTooLong() && Text.isBlank(text);
    }

    /** Returns this line with the next one, which goes on within quotes. */
    Line with(Line next) {
        return new Line(number, text + "\n" + next.text, bytes + 1 + next.bytes);
    }
}
