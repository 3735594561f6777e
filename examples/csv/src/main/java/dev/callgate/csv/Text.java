package dev.callgate.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** What becomes of bytes and characters that are somebody else's. */
final class Text {
    /** The longest text that is shown whole, and the longest value. */
    static final int MOST_CHARACTERS = 2_000;

    private static final int SHOWN = 200;

    /** Enough for the characters that are shown, whatever they are. */
    private static final int SHOWN_BYTES = 4 * SHOWN;

    private static final int MOST_BYTES_BEHIND_THE_FIRST = 3;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final char REPLACEMENT = '\uFFFD';
    private static final char DELETE = '\u007F';
    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';

    private Text() {}

    /** Decodes bytes as UTF-8, or as windows-1252 if they are no UTF-8. */
    static String decoded(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isEncoded(text, bytes, offset, length)
                ? text
                : new String(bytes, offset, length, WINDOWS_1252);
    }

    /** Tells whether the decoder replaced nothing: then encoding gives the same bytes. */
    private static boolean isEncoded(String text, byte[] bytes, int offset, int length) {
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, offset, offset + length);
    }

    /** Decodes the first characters of a line that goes on behind the bytes that are shown. */
    static String beginning(byte[] bytes, int offset) {
        int length = SHOWN_BYTES;
        while (length > SHOWN_BYTES - MOST_BYTES_BEHIND_THE_FIRST && isInsideCharacter(bytes[offset + length])) {
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

    /** Returns a text with pictures of its control characters; of a long one the beginning, and how long it is. */
    static String shown(String text) {
        return text.length() <= MOST_CHARACTERS
                ? visible(text)
                : visible(beginning(text)) + "… (" + text.length() + " characters)";
    }

    /** Returns a text with a picture of each control character; tabs stay. */
    static String visible(String text) {
        return replaced(text, Text::picture);
    }

    /** Returns a text with spaces where control characters were. */
    static String withoutControls(String text) {
        return replaced(text, character -> Character.isISOControl(character) ? ' ' : character);
    }

    private static int picture(int character) {
        if (!Character.isISOControl(character) || character == '\t') {
            return character;
        }
        if (character > DELETE) {
            return REPLACEMENT;
        }
        return character == DELETE ? PICTURE_OF_DELETE : PICTURES + character;
    }

    private static String replaced(String text, IntUnaryOperator replacement) {
        if (!hasControls(text)) {
            return text;
        }
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) replacement.applyAsInt(characters[i]);
        }
        return new String(characters);
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
