package dev.callgate.csv;

/** Follows quotes through a line as RFC 4180 has them: they count where a cell begins with one, and doubled they are text. */
final class Quotes {
    private static final char QUOTE = '"';

    private Quotes() {}

    /** How a line ends. */
    enum End {
        /** Outside quotes. */
        CLOSED,
        /** Inside quotes: the cell goes on in the next line, or the closing quote is missing. */
        OPEN,
        /** Text stands behind a closing quote. */
        BROKEN
    }

    /**
     * Returns how a line ends.
     *
     * @param open whether it begins inside quotes, which an earlier line has opened
     */
    static End end(String text, char separator, boolean open) {
        int place = 0;
        boolean inside = open;
        while (true) {
            if (!inside) {
                place = behindSpaces(text, place, separator);
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
            place = behindSpaces(text, place + 1, separator);
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

    /** Returns where the quotes are closed that are open at a place; -1 where they are not. */
    static int closing(String text, int from) {
        int place = text.indexOf(QUOTE, from);
        while (place >= 0 && place + 1 < text.length() && text.charAt(place + 1) == QUOTE) {
            place = text.indexOf(QUOTE, place + 2);
        }
        return place;
    }

    private static int behindSpaces(String text, int from, char separator) {
        int place = from;
        while (place < text.length() && text.charAt(place) <= ' ' && text.charAt(place) != separator) {
            place++;
        }
        return place;
    }
}
