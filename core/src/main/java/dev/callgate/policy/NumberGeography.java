package dev.callgate.policy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.model.E164;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;

/**
 * Where a callee is, as far as its number says.
 *
 * @param area how the numbers of its area begin; null if it has no area code
 * @param region its region; null if it is of no country
 * @param country how the numbers of its country calling code begin; null if it is of no country. No calling code is the
 *     beginning of another, so what begins like that has that code
 */
record NumberGeography(
        @Nullable String area,
        @Nullable String region,
        @Nullable String country) {
    private static final int SAME_AREA = 0;
    private static final int SAME_REGION = 1;
    private static final int SAME_COUNTRY_CODE = 2;
    private static final int ELSEWHERE = 3;

    static NumberGeography of(E164 callee) {
        String area = callee.areaPrefix().orElse(null);
        String region = callee.region();
        return isOfNoCountry(region)
                ? new NumberGeography(area, null, null)
                : new NumberGeography(
                        area, region, "+" + PhoneNumberUtil.getInstance().getCountryCodeForRegion(region));
    }

    private static boolean isOfNoCountry(String region) {
        return region.equals(Regions.NON_GEOGRAPHIC) || region.equals(Regions.UNKNOWN);
    }

    /** Returns how far away a number is; 0 is nearest. */
    int distanceTo(E164 number) {
        String digits = number.toString();
        if (area != null && digits.startsWith(area)) {
            return SAME_AREA;
        }
        if (region == null || country == null || !digits.startsWith(country)) {
            return ELSEWHERE;
        }
        return number.region().equals(region) ? SAME_REGION : SAME_COUNTRY_CODE;
    }
}
