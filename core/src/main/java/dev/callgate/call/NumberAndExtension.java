package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.number.DialledText;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A number, and behind it what is to be dialled once the call is answered.
 *
 * @param number what is before the extension
 * @param extension its digits, of any count; null if there is none
 */
record NumberAndExtension(String number, @Nullable String extension) {
    /** What is asked of an extension. */
    static final String FORM = "an extension needs 1 to 8 digits";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,8}");

    /** The longer before what they end with. */
    private static final List<String> MARKS = List.of("extension", "ext.", "ext", "x", "#");

    /** To a dialer, a comma is a pause of some seconds, and a semicolon one until the caller goes on. */
    private static final String PAUSES = ",;";

    static boolean isExtension(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /** Takes the digits at the end for an extension if a mark or a pause is before them. */
    static NumberAndExtension of(String text) {
        int digits = text.length();
        while (digits > 0 && Character.isDigit(text.charAt(digits - 1))) {
            digits--;
        }
        int end = digits;
        while (end > 0 && Spaces.isOne(text.charAt(end - 1))) {
            end--;
        }
        int mark = digits == text.length() ? end : markBefore(text, end);
        return mark == end
                ? new NumberAndExtension(text, null)
                : new NumberAndExtension(text.substring(0, mark), normalized(text.substring(digits)));
    }

    /** Returns where the mark or the pauses begin that end there; the end itself if there are none. */
    private static int markBefore(String text, int end) {
        int pause = end;
        while (pause > 0 && PAUSES.indexOf(text.charAt(pause - 1)) >= 0) {
            pause--;
        }
        if (pause < end) {
            return pause;
        }
        for (String mark : MARKS) {
            int start = end - mark.length();
            // The last X of 1-800-XEROX1 is one of the number's letters.
            if (text.regionMatches(true, start, mark, 0, mark.length())
                    && (start == 0 || !Character.isLetter(text.charAt(start - 1)))) {
                return start;
            }
        }
        return end;
    }

    /** Returns the digits of a text without the separators between them; what is not of this form stays as it is. */
    static String normalized(String text) {
        return DialledText.holdsOnlyDigitsAndSeparators(text) && !DialledText.beginsWithPlus(text)
                ? PhoneNumberUtil.normalizeDigitsOnly(text)
                : text;
    }
}
