package dev.callgate.examples.console.audit;

import dev.callgate.examples.console.organization.Names;
import java.util.regex.Pattern;

/** Text of strangers, made fit for a table and for one line of a log. */
final class PlainText {
    private static final String CUT = "…";

    /** A phone number, with the signs that people write between its digits. */
    private static final Pattern PHONE_NUMBER =
            Pattern.compile("(\\d{3})\\d{4,}|(\\+\\d{1,3})[ ().-]+\\d[\\d ().-]{4,}\\d");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PlainText() {}

    /**
     * Returns a text with at most so many characters. Control characters, invisible ones, and those that change the direction of
     * writing are escaped, as {@code \}{@code u000a}.
     */
    static String of(String text, int longest) {
        String head = text.length() > longest ? text.substring(0, longest + 1) : text;
        StringBuilder plain = new StringBuilder();
        head.codePoints().forEach(each -> {
            if (Names.isShown(each)) {
                plain.appendCodePoint(each);
            } else {
                plain.append("\\u%04x".formatted(each));
            }
        });
        return plain.length() > longest ? cut(plain.toString(), longest - CUT.length()) : plain.toString();
    }

    /** Returns the beginning of a text, and a sign that there was more. */
    static String beginning(String text, int length) {
        int[] head = text.codePoints().limit(length).toArray();
        String beginning = new String(head, 0, head.length);
        String plain = of(beginning, Integer.MAX_VALUE - 1);
        return beginning.length() < text.length() ? plain + CUT : plain;
    }

    private static String cut(String text, int length) {
        int end = Math.min(length, text.length());
        int whole = end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return text.substring(0, whole) + CUT;
    }

    /** Returns a value in quotes, as a line of the log holds it: without full phone numbers. */
    static String quoted(String plain) {
        String masked = UUID.matcher(plain).matches()
                ? plain
                : PHONE_NUMBER.matcher(plain).replaceAll("$1$2" + CUT);
        return '"' + masked.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
