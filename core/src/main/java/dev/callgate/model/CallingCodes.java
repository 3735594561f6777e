package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The country calling codes of E.164 known to libphonenumber, such as 1 for North America and 44 for the United
 * Kingdom.
 */
final class CallingCodes {
    private static final int MAX_LENGTH = 3;

    private static final List<String> ALL = PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream()
            .map(String::valueOf)
            .toList();

    private static final Set<Integer> KNOWN =
            Set.copyOf(PhoneNumberUtil.getInstance().getSupportedCallingCodes());

    private CallingCodes() {}

    /**
     * Returns the number of digits of the country code in an E.164 text, or 0 if no country has the code. No code is a
     * prefix of another.
     */
    static int lengthIn(String e164) {
        for (int length = 1, code = 0; length <= MAX_LENGTH && length < e164.length(); length++) {
            code = code * 10 + e164.charAt(length) - '0';
            if (KNOWN.contains(code)) {
                return length;
            }
        }
        return 0;
    }

    /**
     * Returns the possible prefixes of the E.164 text of a number whose digits begin with these digits, either
     * including the country code or after it. The prefixes are sorted, and none is a prefix of another.
     *
     * @param country the region of the numbers, or null for any region
     */
    static List<String> beginnings(String digits, @Nullable String country) {
        SortedSet<String> beginnings = new TreeSet<>();
        beginnings.add("+" + digits);
        codesOf(country).forEach(code -> beginnings.add("+" + code + digits));
        List<String> shortest = new ArrayList<>();
        for (String beginning : beginnings) {
            if (shortest.isEmpty() || !beginning.startsWith(shortest.get(shortest.size() - 1))) {
                shortest.add(beginning);
            }
        }
        return List.copyOf(shortest);
    }

    private static List<String> codesOf(@Nullable String country) {
        return country == null || country.equals(Regions.NON_GEOGRAPHIC)
                ? ALL
                : List.of(String.valueOf(PhoneNumberUtil.getInstance().getCountryCodeForRegion(country)));
    }
}
