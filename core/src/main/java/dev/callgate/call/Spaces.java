package dev.callgate.call;

/** Spaces of any kind, also those that {@link String#strip} leaves because no line may be broken there. */
final class Spaces {
    private Spaces() {}

    static boolean isOne(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static String strip(String text) {
        int start = 0;
        while (start < text.length() && isOne(text.charAt(start))) {
            start++;
        }
        int end = text.length();
        while (end > start && isOne(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
