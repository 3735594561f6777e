package dev.callgate.examples.console.audit;

import java.util.regex.Pattern;

/** Text of strangers, made fit for a table and for one line of a log. */
final class PlainText {
    private static final String CUT = "…";

    /** A phone number's digits, and not a part of an id. */
    private static final Pattern PHONE_NUMBER = Pattern.compile("(?<![-\\w])(\\+?\\d{3})\\d{4,}(?![-\\w])");

    private PlainText() {}

    /**
     * Returns a text with at most so many characters. Control characters, invisible ones, and those that change the direction of
     * writing are escaped, as {@code \}{@code u000a}.
     */
    static String of(String text, int longest) {
        String head = text.length() > longest ? text.substring(0, longest + 1) : text;
        StringBuilder plain = new StringBuilder();
        head.codePoints().forEach(each -> {
            if (isPlain(each)) {
                plain.appendCodePoint(each);
            } else {
                plain.append("\\u%04x".formatted(each));
            }
        });
        return plain.length() > longest ? cut(plain.toString(), longest - CUT.length()) : plain.toString();
    }

    /** Returns the beginning of a text, and a sign that there was more. */
    static String beginning(String text, int length) {
        return text.length() > length ? cut(of(text.substring(0, length), length), length) : of(text, length);
    }

    private static String cut(String text, int length) {
        int end = Math.min(length, text.length());
        int whole = end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return text.substring(0, whole) + CUT;
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** Returns a value in quotes, as a line of the log holds it: without full phone numbers. */
    static String quoted(String plain) {
        String masked = PHONE_NUMBER.matcher(plain).replaceAll("$1" + CUT);
        return '"' + masked.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
