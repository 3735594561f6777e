package dev.callgate.host;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Formats values for people. */
public final class Text {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final double PERCENT = 100;
    private static final double MILLIS_PER_SECOND = 1_000;

    private Text() {}

    /** Returns a whole number such as {@code 1,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a count with a noun, such as {@code 1 call} or {@code 1,000 calls}. */
    public static String count(long number, String singular) {
        return count(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /** Returns a share such as {@code 12.5%}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", PERCENT * share);
    }

    /** Returns a share such as {@code 12.5%}, or a dash if the whole is 0. */
    public static String percent(long part, long whole) {
        return whole == 0 ? "-" : percent((double) part / whole);
    }

    /** Returns seconds such as {@code 93.4}. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f", time.toMillis() / MILLIS_PER_SECOND);
    }

    /** Returns the text with line breaks and other control characters replaced by spaces. */
    public static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}
