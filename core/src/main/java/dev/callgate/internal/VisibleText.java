package dev.callgate.internal;

import java.util.regex.Pattern;

/**
 * Cleans text that people paste from contacts, web pages and spreadsheets, which may contain invisible characters.
 *
 * <p>A <em>space</em> is any character of Unicode's property White_Space: the ASCII space, tab and line breaks, and the
 * no-break, thin, ideographic and other separators. An <em>invisible</em> character is any other that is not shown at
 * all: those of Unicode's property Default_Ignorable_Code_Point (bidirectional marks, zero-width spaces and joiners,
 * soft hyphens, variation selectors, the byte order mark), and the interlinear annotation marks. Control characters are
 * neither.
 */
public final class VisibleText {
    /** Enough characters to recognize a text. Files may contain lines of any length. */
    private static final int SHOWN = 100;

    /** NEL, a line break that neither of Java's whitespace tests recognizes. */
    private static final int NEXT_LINE = 0x85;

    /** A symbol according to its properties, but blank. */
    private static final int BLANK_BRAILLE = 0x2800;

    /**
     * Default_Ignorable_Code_Point of the Unicode Character Database (DerivedCoreProperties.txt), and U+FFF9 to U+FFFB.
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5"
            + "\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0"
            + "\\uFFF0-\\uFFFB\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    private VisibleText() {}

    /** Returns whether a character is a space of any kind. */
    public static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint) || codePoint == NEXT_LINE;
    }

    /** Returns whether a character is invisible, but neither a space nor a control character. */
    public static boolean isInvisible(int codePoint) {
        return codePoint >= 0xAD
                && INVISIBLE.matcher(Character.toString(codePoint)).matches();
    }

    /**
     * Returns a text without invisible characters and without leading and trailing spaces. Non-ASCII spaces inside the
     * text become ASCII spaces, so that texts that look the same are equal. Control characters stay.
     */
    public static String clean(String text) {
        String visible = isPrintableAscii(text)
                ? text
                : withPlainSpaces(INVISIBLE.matcher(text).replaceAll(""));
        int start = 0;
        while (start < visible.length() && isSpace(visible.charAt(start))) {
            start++;
        }
        int end = visible.length();
        while (end > start && isSpace(visible.charAt(end - 1))) {
            end--;
        }
        return visible.substring(start, end);
    }

    /** All spaces are in the Basic Multilingual Plane, so no surrogate is a space. */
    private static String withPlainSpaces(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            char each = plain.charAt(i);
            if (each > '~' && isSpace(each)) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /**
     * Returns a text in a form that can be quoted in messages. Characters that are invisible or would break the line
     * are replaced by their code points, such as {@code <U+200B>}. A long text is truncated to its first 100
     * characters, followed by its length.
     */
    public static String shown(String text) {
        if (text.length() <= SHOWN && isPrintableAscii(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < SHOWN) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (isSeen(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                shown.append("<U+%04X>".formatted(codePoint));
            }
        }
        return at == text.length()
                ? shown.toString()
                : shown.append("… (%d characters)".formatted(text.length())).toString();
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.UNASSIGNED, Character.SURROGATE, Character.PRIVATE_USE -> false;
            default ->
                codePoint == ' ' || !(isSpace(codePoint) || isInvisible(codePoint) || codePoint == BLANK_BRAILLE);
        };
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
