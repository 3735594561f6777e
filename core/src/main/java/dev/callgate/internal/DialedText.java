package dev.callgate.internal;

import jakarta.annotation.Nullable;
import java.util.regex.Pattern;

/** Recognizes numbers as people type them: digits of any script with separators. */
public final class DialedText {
    /** Longer than any number with separators. Longer texts are not parsed. */
    public static final int MAX_LENGTH = 64;

    /** Spaces, hyphens, dashes and minus signs of any kind, dots, slashes and brackets, also in full width. */
    private static final String SEPARATORS = "[\\s\\p{Z}\\p{Pd}\u2212\u30FC./()\\[\\]\uFF0E\uFF0F\uFF08\uFF09]";

    /** Excludes digits beyond U+FFFF, which libphonenumber recognizes but then drops from the number. */
    private static final String DIGITS = "[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]";

    private static final Pattern NUMBER = Pattern.compile("%1$s*[+\uFF0B]?(%1$s|%2$s)*".formatted(SEPARATORS, DIGITS));

    private static final Pattern PLUS = Pattern.compile("%s*[+\uFF0B].*".formatted(SEPARATORS), Pattern.DOTALL);

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\u2212\u30FC]");

    private DialedText() {}

    /** Returns whether a text could be a number: an optional plus sign, followed by digits and separators. */
    public static boolean holdsOnlyDigitsAndSeparators(String text) {
        return text.length() <= MAX_LENGTH && NUMBER.matcher(text).matches();
    }

    /** Returns whether a text begins with a plus sign, which means international form if the text is a number. */
    public static boolean beginsWithPlus(String text) {
        return PLUS.matcher(text).matches();
    }

    /**
     * Returns whether a text contains a number followed by another number, or by the last digits of another number,
     * such as {@code +49 30 123456/57}. A slash after an area code is a separator, and an extension is not a number.
     *
     * @param region the region whose national form is accepted, or null for international form only
     */
    public static boolean holdsSeveralNumbers(String text, @Nullable String region) {
        return SeveralNumbers.areIn(text, region);
    }

    /** Returns a number with all dashes and spaces converted to those that libphonenumber recognizes. */
    public static String withKnownSeparators(String number) {
        return SPACES.matcher(DASHES.matcher(number).replaceAll("-")).replaceAll(" ");
    }
}
