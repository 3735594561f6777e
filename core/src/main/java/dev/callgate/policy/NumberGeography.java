package dev.callgate.policy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.model.E164;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;

/**
 * The location of a callee, according to its number.
 *
 * @param areaPrefix the prefix of the numbers in the same area; null if the number has no area code
 * @param region the region; null if the number belongs to no country
 * @param countryPrefix the prefix of the numbers with the same country calling code; null if the number belongs to no
 *     country. No calling code is a prefix of another, so all numbers with this prefix have this code
 */
record NumberGeography(
        @Nullable String areaPrefix,
        @Nullable String region,
        @Nullable String countryPrefix) {
    private static final int SAME_AREA = 0;
    private static final int SAME_REGION = 1;
    private static final int SAME_COUNTRY_CODE = 2;
    private static final int ELSEWHERE = 3;

    static NumberGeography of(E164 callee) {
        String area = callee.areaPrefix().orElse(null);
        String region = callee.region();
        return hasNoCountry(region)
                ? new NumberGeography(area, null, null)
                : new NumberGeography(
                        area, region, "+" + PhoneNumberUtil.getInstance().getCountryCodeForRegion(region));
    }

    private static boolean hasNoCountry(String region) {
        return region.equals(Regions.NON_GEOGRAPHIC) || region.equals(Regions.UNKNOWN);
    }

    /** Returns the distance of a number, where 0 is nearest. */
    int distanceTo(E164 number) {
        String digits = number.toString();
        if (areaPrefix != null && digits.startsWith(areaPrefix)) {
            return SAME_AREA;
        }
        if (region == null || countryPrefix == null || !digits.startsWith(countryPrefix)) {
            return ELSEWHERE;
        }
        return number.region().equals(region) ? SAME_REGION : SAME_COUNTRY_CODE;
    }
}
