package dev.callgate.examples.quickstart;

import java.util.Locale;
import java.util.regex.Pattern;

/** How values are printed. */
final class Text {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Text() {}

    /** Returns a whole number such as {@code 1,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a count and what is counted, such as {@code 1 number} or {@code 1,000 numbers}. */
    static String count(long number, String singular) {
        return count(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /** Returns a share such as {@code 12.5%}, or a dash if there is nothing to have a share of. */
    static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** Returns the text with line breaks and other control characters, which a file may hold, made harmless. */
    static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}
