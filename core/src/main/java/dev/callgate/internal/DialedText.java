package dev.callgate.internal;

import jakarta.annotation.Nullable;
import java.util.regex.Pattern;

/** Numbers as people type them: digits of any script, and what is put between them to read them better. */
public final class DialedText {
    /** Longer than any number with all its separators; what is longer is not looked at. */
    public static final int MAX_LENGTH = 64;

    /** Spaces, hyphens, dashes and minus signs of any kind, dots, slashes and brackets, also in full width. */
    private static final String SEPARATORS = "[\\s\\p{Z}\\p{Pd}\u2212\u30FC./()\\[\\]\uFF0E\uFF0F\uFF08\uFF09]";

    /** Without those beyond U+FFFF, which libphonenumber takes for digits, and then leaves out of the number. */
    private static final String DIGITS = "[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]";

    private static final Pattern NUMBER = Pattern.compile("%1$s*[+\uFF0B]?(%1$s|%2$s)*".formatted(SEPARATORS, DIGITS));

    private static final Pattern PLUS = Pattern.compile("%s*[+\uFF0B].*".formatted(SEPARATORS), Pattern.DOTALL);

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\u2212\u30FC]");

    private DialedText() {}

    /** Tells whether a text could be a number: a plus sign at the most, and digits and separators behind it. */
    public static boolean holdsOnlyDigitsAndSeparators(String text) {
        return text.length() <= MAX_LENGTH && NUMBER.matcher(text).matches();
    }

    /** Tells whether a text is in international form, if it is a number at all. */
    public static boolean beginsWithPlus(String text) {
        return PLUS.matcher(text).matches();
    }

    /**
     * Returns whether a text holds a number and behind it another, or the last digits of another: {@code +49 30 123456/57}. A
     * slash behind an area code separates, and an extension is no number.
     *
     * @param region the region in whose national form the numbers may be; null for international form only
     */
    public static boolean holdsSeveralNumbers(String text, @Nullable String region) {
        return SeveralNumbers.areIn(text, region);
    }

    /** Returns a number with the separators that libphonenumber knows: of dashes and spaces, these are only some. */
    public static String withKnownSeparators(String number) {
        return SPACES.matcher(DASHES.matcher(number).replaceAll("-")).replaceAll(" ");
    }
}
