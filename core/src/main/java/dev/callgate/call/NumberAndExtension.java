package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.DialedText;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number and the extension to dial once the call is answered.
 *
 * @param number the text before the extension
 * @param extension any number of digits; null if there is none
 */
record NumberAndExtension(String number, @Nullable String extension) {
    /** The form that an extension must have, for messages. */
    static final String FORM = "an extension must have 1 to 8 digits";

    /** Words for an extension, as people write them in English, Spanish, Portuguese and Russian. */
    static final String WORD = "(?:extension|extn|ext|xtn|anexo|interno|int|ramal|\u0434\u043E\u0431|x)";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,8}");

    /** A word, but not the end of another word: the last X of 1-800-XEROX1 belongs to the number. */
    private static final String MARK = "(?:(?<!\\p{L})" + WORD + "[.:-]?|#)";

    /**
     * Dialers treat a comma or p as a pause of a few seconds, and a semicolon or w as a pause until the caller
     * continues.
     */
    private static final String PAUSES = "(?:(?<!\\p{L})[,;pw]++)";

    /** A dialer may send a number sign (#) after the last digit, which ends an input. */
    private static final Pattern EXTENSION = Pattern.compile(
            "(.*?)(?:" + PAUSES + "|" + MARK + ")\\s*+(\\p{Nd}++)#?",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern IN_BRACKETS = Pattern.compile(
            "(.*?)[(\\[]\\s*+" + MARK + "\\s*+(\\p{Nd}++)#?\\s*+[)\\]]",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static boolean isExtension(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /** Splits a text. The digits at the end are an extension if they follow a mark or a pause. */
    static NumberAndExtension of(String text) {
        Matcher bracketed = IN_BRACKETS.matcher(text);
        Matcher extension = bracketed.matches() ? bracketed : EXTENSION.matcher(text);
        return extension.matches()
                ? new NumberAndExtension(VisibleText.clean(extension.group(1)), normalized(extension.group(2)))
                : new NumberAndExtension(text, null);
    }

    /**
     * Returns the digits of a text without the separators between them. A text of another form is returned unchanged.
     */
    static String normalized(String text) {
        return DialedText.holdsOnlyDigitsAndSeparators(text) && !DialedText.beginsWithPlus(text)
                ? PhoneNumberUtil.normalizeDigitsOnly(text)
                : text;
    }
}
