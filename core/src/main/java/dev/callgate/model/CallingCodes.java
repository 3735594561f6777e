package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The country codes of E.164, as libphonenumber knows them: 1 for North America, 44 for the United Kingdom. */
final class CallingCodes {
    private static final int LONGEST = 3;

    private static final List<String> ALL = PhoneNumberUtil.getInstance().getSupportedCallingCodes().stream()
            .map(String::valueOf)
            .toList();

    private static final Set<Integer> KNOWN =
            Set.copyOf(PhoneNumberUtil.getInstance().getSupportedCallingCodes());

    private CallingCodes() {}

    /**
     * Returns how many digits of an E.164 text are the country code; 0 if no country has it. No code is the beginning of
     * another.
     */
    static int lengthIn(String e164) {
        for (int length = 1, code = 0; length <= LONGEST && length < e164.length(); length++) {
            code = code * 10 + e164.charAt(length) - '0';
            if (KNOWN.contains(code)) {
                return length;
            }
        }
        return 0;
    }

    /**
     * Returns how the E.164 text of a number may begin if its digits begin with these, with the country code or behind it;
     * sorted, and none the beginning of another.
     *
     * @param country the numbers' region, or null for any
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
