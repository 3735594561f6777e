package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.callgate.internal.DialedText;
import jakarta.annotation.Nullable;
import java.util.regex.Pattern;

/** Recognizes short codes, which only the subscribers of a network can dial because they have no E.164 form. */
final class ShortCodes {
    /** libphonenumber's lists contain no longer codes, except for text messages. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{2,6}");

    /** The N11 codes of the North American Numbering Plan except 911, and 988, the Suicide and Crisis Lifeline. */
    private static final Pattern NORTH_AMERICAN = Pattern.compile("[2-8]11|988");

    private static final int NORTH_AMERICA = 1;

    /** A star or number sign (#), digits, and any text after them. */
    private static final Pattern VERTICAL_SERVICE =
            Pattern.compile("[^\\p{L}\\p{N}+*#]*+[*#]{1,3}+\\p{Nd}.*", Pattern.DOTALL);

    private static final Pattern SEND_KEY_AT_END = Pattern.compile("[#*\\s]++$");

    private ShortCodes() {}

    /** Returns whether a text begins with a code that changes a setting of the phone line, such as *67 or #31#. */
    static boolean isVerticalService(String text) {
        return VERTICAL_SERVICE.matcher(text).matches();
    }

    /**
     * Returns whether a number is a short code of a region. If the region is null, only the codes of North America are
     * recognized, because almost any digits are a short code somewhere.
     */
    static boolean has(String dialed, @Nullable String region) {
        String number = SEND_KEY_AT_END.matcher(dialed).replaceFirst("");
        if (!DialedText.holdsOnlyDigitsAndSeparators(number) || DialedText.beginsWithPlus(number)) {
            return false;
        }
        String digits = PhoneNumberUtil.normalizeDigitsOnly(number);
        if (!DIGITS.matcher(digits).matches()) {
            return false;
        }
        boolean northAmerican = NORTH_AMERICAN.matcher(digits).matches();
        if (region == null || !EmergencyNumbers.REGIONS.contains(region)) {
            return northAmerican;
        }
        return isListed(digits, region)
                || (northAmerican && PhoneNumberUtil.getInstance().getCountryCodeForRegion(region) == NORTH_AMERICA);
    }

    private static boolean isListed(String digits, String region) {
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber()
                .setCountryCode(PhoneNumberUtil.getInstance().getCountryCodeForRegion(region))
                .setNationalNumber(Long.parseLong(digits));
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        if (zeros > 0) {
            number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
        }
        return ShortNumberInfo.getInstance().isValidShortNumberForRegion(number, region);
    }
}
