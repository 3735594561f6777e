package dev.callgate.csv;

/**
 * Keeps texts of others from becoming formulas when a spreadsheet opens the file. Quotes do not help: what begins with an
 * equals, plus, minus or at sign is a formula all the same. An apostrophe in front does. A spreadsheet may split at another
 * separator than the file's, so whatever stands behind a comma, semicolon or tab gets its apostrophe too.
 *
 * <p>The way back is exact, since what begins with apostrophes and then such a sign gets one more.
 */
public final class Formulas {
    private static final char APOSTROPHE = '\'';

    private Formulas() {}

    /** Returns a text that no spreadsheet takes for a formula. */
    public static String disarmed(String text) {
        StringBuilder all = new StringBuilder(text.length() + 1);
        int copied = 0;
        for (int cell = 0; cell < text.length(); cell = nextCell(text, cell)) {
            if (isFormula(text, cell)) {
                all.append(text, copied, cell).append(APOSTROPHE);
                copied = cell;
            }
        }
        return all.append(text, copied, text.length()).toString();
    }

    /** Returns the text that was disarmed; any other as it is. */
    public static String restored(String text) {
        if (text.indexOf(APOSTROPHE) < 0) {
            return text;
        }
        StringBuilder all = new StringBuilder(text.length());
        int copied = 0;
        for (int cell = 0; cell < text.length(); cell = nextCell(text, cell)) {
            if (text.charAt(cell) == APOSTROPHE && isFormula(text, cell + 1)) {
                all.append(text, copied, cell);
                copied = cell + 1;
            }
        }
        return all.append(text, copied, text.length()).toString();
    }

    /** Returns what stands behind the next separator, whichever the spreadsheet may take. */
    private static int nextCell(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == ',' || each == ';' || each == '\t') {
                return i + 1;
            }
        }
        return text.length();
    }

    private static boolean isFormula(String text, int from) {
        int sign = from;
        while (sign < text.length() && mayStandInFront(text.charAt(sign))) {
            sign++;
        }
        return sign < text.length() && isSign(text.charAt(sign));
    }

    private static boolean mayStandInFront(char each) {
        return each == ' ' || each == '\u00A0' || each == '"' || each == APOSTROPHE;
    }

    /** Returns whether a text begins like a formula, also with full-width signs. */
    private static boolean isSign(char each) {
        return switch (each) {
            case '=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
            default -> false;
        };
    }
}
