package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.DialedText;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number, and behind it what is to be dialed once the call is answered.
 *
 * @param number what is before the extension
 * @param extension its digits, of any count; null if there is none
 */
record NumberAndExtension(String number, @Nullable String extension) {
    /** What is asked of an extension. */
    static final String FORM = "an extension needs 1 to 8 digits";

    /** Words for an extension, as people write them in English, Spanish, Portuguese and Russian. */
    static final String WORD = "(?:extension|extn|ext|xtn|anexo|interno|int|ramal|\u0434\u043E\u0431|x)";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,8}");

    /** A word, not the end of another: the last X of 1-800-XEROX1 is one of the number's letters. */
    private static final String MARK = "(?:(?<!\\p{L})" + WORD + "[.:-]?|#)";

    /** To a dialer, a comma or a p is a pause of some seconds, and a semicolon or a w one until the caller goes on. */
    private static final String PAUSES = "(?:(?<!\\p{L})[,;pw]++)";

    /** Behind the last digit, a dialer may send the square sign that ends an input. */
    private static final Pattern EXTENSION = Pattern.compile(
            "(.*?)(?:" + PAUSES + "|" + MARK + ")\\s*+(\\p{Nd}++)#?",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern IN_BRACKETS = Pattern.compile(
            "(.*?)[(\\[]\\s*+" + MARK + "\\s*+(\\p{Nd}++)#?\\s*+[)\\]]",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static boolean isExtension(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /** Takes the digits at the end for an extension if a mark or a pause is before them. */
    static NumberAndExtension of(String text) {
        Matcher bracketed = IN_BRACKETS.matcher(text);
        Matcher extension = bracketed.matches() ? bracketed : EXTENSION.matcher(text);
        return extension.matches()
                ? new NumberAndExtension(VisibleText.clean(extension.group(1)), normalized(extension.group(2)))
                : new NumberAndExtension(text, null);
    }

    /** Returns the digits of a text without the separators between them; what is not of this form stays as it is. */
    static String normalized(String text) {
        return DialedText.holdsOnlyDigitsAndSeparators(text) && !DialedText.beginsWithPlus(text)
                ? PhoneNumberUtil.normalizeDigitsOnly(text)
                : text;
    }
}
