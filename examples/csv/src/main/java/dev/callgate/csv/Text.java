package dev.callgate.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes and displays text of untrusted files. */
final class Text {
    /** Maximum length of a text that is shown completely, and of a value. */
    static final int MAX_CHARACTERS = 2_000;

    private static final int SHOWN = 200;

    /** Maximum number of bytes of the characters that are shown. */
    private static final int SHOWN_BYTES = 4 * SHOWN;

    private static final int MAX_CONTINUATION_BYTES = 3;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final String UNSEEN = "\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E"
            + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF";

    private static final char REPLACEMENT = '\uFFFD';
    private static final char DELETE = '\u007F';
    private static final char PICTURES = '\u2400';
    private static final char DELETE_PICTURE = '\u2421';

    private Text() {}

    /** Decodes bytes as UTF-8, or as windows-1252 if they are not UTF-8. */
    static String decoded(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isEncoded(text, bytes, offset, length)
                ? text
                : new String(bytes, offset, length, WINDOWS_1252);
    }

    /** Returns whether the decoder replaced nothing: whether encoding restores the same bytes. */
    private static boolean isEncoded(String text, byte[] bytes, int offset, int length) {
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, offset, offset + length);
    }

    /** Decodes the first characters of a line that is longer than the given bytes. */
    static String beginning(byte[] bytes, int offset) {
        int length = SHOWN_BYTES;
        while (length > SHOWN_BYTES - MAX_CONTINUATION_BYTES && isInsideCharacter(bytes[offset + length])) {
            length--;
        }
        return beginning(decoded(bytes, offset, length));
    }

    private static boolean isInsideCharacter(byte utf8) {
        return (utf8 & 0b1100_0000) == 0b1000_0000;
    }

    private static String beginning(String text) {
        int length = Math.min(SHOWN, text.length());
        boolean cutsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, cutsPair ? length - 1 : length);
    }

    /** Returns a text with pictures of its control characters; a long text is cut, and its length is added. */
    static String shown(String text) {
        return text.length() <= MAX_CHARACTERS
                ? visible(text)
                : visible(beginning(text)) + "… (" + text.length() + " characters)";
    }

    /**
     * Returns a text in a visible form: each control character other than a tab becomes a picture, and each invisible character and
     * each non-ASCII space becomes its code point, such as {@code <U+00A0>}.
     */
    static String visible(String text) {
        if (text.codePoints().allMatch(each -> picture(each) == each && !isUnseen(each))) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(each -> {
            if (isUnseen(each)) {
                all.append("<U+%04X>".formatted(each));
            } else {
                all.appendCodePoint(picture(each));
            }
        });
        return all.toString();
    }

    /** Returns whether a character is a non-ASCII space, a direction mark, a byte order mark, or has no width. */
    private static boolean isUnseen(int character) {
        return character > DELETE
                && (Character.isSpaceChar(character)
                        || Character.isWhitespace(character)
                        || UNSEEN.indexOf(character) >= 0);
    }

    /** Returns whether a text has no visible characters. */
    static boolean isBlank(String text) {
        return stripped(text).isEmpty();
    }

    /** Returns a text without spaces of any kind and invisible characters at both ends. */
    static String stripped(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char each) {
        return Character.isWhitespace(each) || isUnseen(each);
    }

    /** Returns a text with its control characters replaced by spaces. */
    static String withoutControls(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder all = new StringBuilder(text);
        for (int i = 0; i < all.length(); i++) {
            if (Character.isISOControl(all.charAt(i))) {
                all.setCharAt(i, ' ');
            }
        }
        return all.toString();
    }

    private static int picture(int character) {
        if (!Character.isISOControl(character) || character == '\t') {
            return character;
        }
        if (character > DELETE) {
            return REPLACEMENT;
        }
        return character == DELETE ? DELETE_PICTURE : PICTURES + character;
    }
}
