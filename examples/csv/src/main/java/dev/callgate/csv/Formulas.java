package dev.callgate.csv;

/**
 * Prevents untrusted text from becoming a formula when a spreadsheet opens the file. A cell that begins with an equals, plus, minus
 * or at sign is a formula even in quotes, but not after a leading apostrophe. A spreadsheet may split at another separator than that
 * of the file, so text after a comma, semicolon or tab gets an apostrophe too.
 *
 * <p>The conversion is reversible: a text that begins with apostrophes followed by such a sign gets one more apostrophe.
 */
public final class Formulas {
    private static final char APOSTROPHE = '\'';

    private Formulas() {}

    /** Returns a form of the text that spreadsheets do not take for a formula. */
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

    /** Returns the original of a disarmed text; returns any other text unchanged. */
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

    /** Returns the position after the next character that a spreadsheet may take for a separator. */
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
        while (sign < text.length() && mayPrecedeSign(text.charAt(sign))) {
            sign++;
        }
        return sign < text.length() && isSign(text.charAt(sign));
    }

    private static boolean mayPrecedeSign(char each) {
        return each == ' ' || each == '\u00A0' || each == '"' || each == APOSTROPHE;
    }

    /** Returns whether a character begins a formula; full-width signs do too. */
    private static boolean isSign(char each) {
        return switch (each) {
            case '=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
            default -> false;
        };
    }
}
