package dev.callgate.examples.benchmarks;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** The floor of everything that validates numbers. */
final class Libphonenumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Libphonenumber() {}

    /** Parses a number in international form and finds its region; empty where it is not valid. */
    static String regionOf(String e164) {
        try {
            PhoneNumber parsed = NUMBERS.parse(e164, null);
            String region = NUMBERS.getRegionCodeForNumber(parsed);
            return region != null && NUMBERS.isValidNumberForRegion(parsed, region) ? region : "";
        } catch (NumberParseException e) {
            return "";
        }
    }

    /** Parses a number in international form and finds its region, without asking whether it is valid. */
    static String parsedRegionOf(String e164) {
        try {
            return NUMBERS.getRegionCodeForNumber(NUMBERS.parse(e164, null));
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("a benchmark of valid numbers", e);
        }
    }
}
