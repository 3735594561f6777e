package dev.callgate.csv;

/**
 * A line of a file.
 *
 * @param number where it stands, from 1
 * @param text what it says; of one that is too long, the beginning
 * @param bytes how long it is, without its end
 */
record Line(long number, String text, long bytes) {
    /** The longest line that is taken apart; far above what a row of numbers needs. */
    static final int MOST_BYTES = 65_536;

    boolean isTooLong() {
        return bytes > MOST_BYTES;
    }

    boolean isBlank() {
        return !isTooLong() && text.isBlank();
    }
}
