package dev.callgate.internal;

import java.util.regex.Pattern;

/**
 * Text as people paste it from contacts, web pages and spreadsheets, where it comes with characters that cannot be seen.
 *
 * <p>A <em>space</em> is any character of Unicode's property White_Space: the ASCII space, tab and line breaks, and the
 * no-break, thin, ideographic and other separators. An <em>invisible</em> character is any other that is not shown at all:
 * those of Unicode's property Default_Ignorable_Code_Point (bidirectional marks, zero-width spaces and joiners, soft hyphens,
 * variation selectors, the byte order mark), and the interlinear annotation marks. Control characters are neither.
 */
public final class VisibleText {
    /** Enough to recognize a text by; files hold lines of any length. */
    private static final int SHOWN = 100;

    /** A line break that neither of Java's tests for spaces knows. */
    private static final int NEXT_LINE = 0x85;

    /** A symbol by its properties, which shows nothing. */
    private static final int BLANK_BRAILLE = 0x2800;

    /** Default_Ignorable_Code_Point of the Unicode Character Database (DerivedCoreProperties.txt), and U+FFF9 to U+FFFB. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5"
            + "\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0"
            + "\\uFFF0-\\uFFFB\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    private VisibleText() {}

    /** Returns whether a character is a space of any kind. */
    public static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint) || codePoint == NEXT_LINE;
    }

    /** Returns whether a character is not shown at all: neither a space nor a control character. */
    public static boolean isInvisible(int codePoint) {
        return codePoint >= 0xAD
                && INVISIBLE.matcher(Character.toString(codePoint)).matches();
    }

    /**
     * Returns a text without its invisible characters and without the spaces at both ends. Spaces within that are not ASCII
     * become ASCII spaces, so that texts that look the same are the same. Control characters stay.
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

    /** No space is beyond the Basic Multilingual Plane, so that no surrogate is one. */
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
     * Returns a text as a message quotes it: what cannot be seen or would break the line is shown by its code point, such as
     * {@code <U+200B>}, and of a long text only the first 100 characters are shown, with its length.
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
