package dev.callgate.policy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.call.CallFacts;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.Place;
import dev.callgate.model.Regions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Orders by distance to the callee, nearest first. */
final class LocalPresence implements Rotation {
    private static final int SAME_AREA = 0;
    private static final int SAME_STATE = 1;
    private static final int SAME_REGION = 2;
    private static final int SAME_COUNTRY_CODE = 3;
    private static final int ELSEWHERE = 4;

    @Override
    public List<Assignment> order(List<Assignment> candidates, CallFacts call) {
        if (candidates.size() < 2) {
            return candidates;
        }
        Place callee = call.place();
        String countryCode = countryCode(callee.country());
        List<Assignment> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingInt(
                each -> distance(callee, countryCode, each.number().e164())));
        return ordered;
    }

    /** Returns the calling code with a plus sign, or an empty text if the callee belongs to no country. */
    private static String countryCode(String country) {
        return country.equals(Regions.NON_GEOGRAPHIC) || country.equals(Regions.UNKNOWN)
                ? ""
                : "+" + PhoneNumberUtil.getInstance().getCountryCodeForRegion(country);
    }

    /** Returns the distance of a number, where 0 is nearest. */
    private static int distance(Place callee, String countryCode, E164 number) {
        String digits = number.toString();
        if (callee.areas().stream().anyMatch(digits::startsWith)) {
            return SAME_AREA;
        }
        // No calling code is a prefix of another, so all numbers with this prefix have this code.
        if (countryCode.isEmpty() || !digits.startsWith(countryCode)) {
            return ELSEWHERE;
        }
        if (!number.region().equals(callee.country())) {
            return SAME_COUNTRY_CODE;
        }
        return callee.states().isEmpty()
                        || Collections.disjoint(
                                callee.states(), Place.of(number).states())
                ? SAME_REGION
                : SAME_STATE;
    }
}
