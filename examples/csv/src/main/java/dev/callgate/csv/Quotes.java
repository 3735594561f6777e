package dev.callgate.csv;

/** Finds quotes by the rules of RFC 4180: a quote opens only at the beginning of a cell, and a doubled quote is text. */
final class Quotes {
    private static final char QUOTE = '"';

    private Quotes() {}

    /** How a line ends. */
    enum End {
        /** Outside quotes. */
        CLOSED,
        /** Inside quotes: the cell continues in the next line, or the closing quote is missing. */
        OPEN,
        /** Text follows a closing quote. */
        BROKEN
    }

    /**
     * Returns how a line ends.
     *
     * @param open whether it begins inside quotes that an earlier line opened
     */
    static End end(String text, char separator, boolean open) {
        int place = 0;
        boolean inside = open;
        while (true) {
            if (!inside) {
                place = skipSpaces(text, place, separator);
                if (place < text.length() && text.charAt(place) == QUOTE) {
                    place++;
                } else {
                    place = text.indexOf(separator, place) + 1;
                    if (place == 0) {
                        return End.CLOSED;
                    }
                    continue;
                }
            }
            place = closing(text, place);
            if (place < 0) {
                return End.OPEN;
            }
            place = skipSpaces(text, place + 1, separator);
            if (place == text.length()) {
                return End.CLOSED;
            }
            if (text.charAt(place) != separator) {
                return End.BROKEN;
            }
            place++;
            inside = false;
        }
    }

    /** Returns the position of the quote that closes the quotes open at {@code from}; -1 if there is none. */
    static int closing(String text, int from) {
        int place = text.indexOf(QUOTE, from);
        while (place >= 0 && place + 1 < text.length() && text.charAt(place + 1) == QUOTE) {
            place = text.indexOf(QUOTE, place + 2);
        }
        return place;
    }

    private static int skipSpaces(String text, int from, char separator) {
        int place = from;
        while (place < text.length() && text.charAt(place) <= ' ' && text.charAt(place) != separator) {
            place++;
        }
        return place;
    }
}
