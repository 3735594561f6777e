package dev.callgate.number;

import java.util.regex.Pattern;

/** Numbers as people type them: digits of any script, and what is put between them to read them better. */
public final class DialledText {
    /** Longer than any number with all its separators; what is longer is not looked at. */
    public static final int MAX_LENGTH = 64;

    /** Spaces, hyphens and dashes of any kind, dots, slashes and parentheses, also in full width. */
    private static final String SEPARATORS = "[\\s\\p{Z}\\p{Pd}./()\uFF0E\uFF0F\uFF08\uFF09]";

    /** Without those beyond U+FFFF, which libphonenumber takes for digits, and then leaves out of the number. */
    private static final String DIGITS = "[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]";

    private static final Pattern NUMBER = Pattern.compile("%1$s*[+\uFF0B]?(%1$s|%2$s)*".formatted(SEPARATORS, DIGITS));

    private static final Pattern PLUS = Pattern.compile("%s*[+\uFF0B].*".formatted(SEPARATORS), Pattern.DOTALL);

    private DialledText() {}

    /** Tells whether a text could be a number: a plus sign at the most, and digits and separators behind it. */
    public static boolean holdsOnlyDigitsAndSeparators(String text) {
        return text.length() <= MAX_LENGTH && NUMBER.matcher(text).matches();
    }

    /** Tells whether a text is in international form, if it is a number at all. */
    public static boolean beginsWithPlus(String text) {
        return PLUS.matcher(text).matches();
    }
}
