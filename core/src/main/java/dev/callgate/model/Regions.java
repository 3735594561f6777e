package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.VisibleText;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The regions that numbers belong to, as libphonenumber knows them. */
public final class Regions {
    /** The region of numbers that belong to no country, such as +800 or +882: libphonenumber's, after UN M.49. */
    public static final String NON_GEOGRAPHIC = "001";

    /** The region of a number that is not valid anywhere: the code for "unknown" of ISO 3166-1's user-assigned part. */
    public static final String UNKNOWN = "ZZ";

    private static final Set<String> ALL = all();

    private Regions() {}

    private static Set<String> all() {
        Set<String> regions = new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions());
        regions.add(NON_GEOGRAPHIC);
        return Collections.unmodifiableSet(regions);
    }

    /** Returns every region code that can be named: ISO 3166-1 codes of two letters, sorted, and {@code 001}. */
    public static Set<String> known() {
        return ALL;
    }

    /**
     * Returns the code in upper case, without spaces around it and characters that cannot be seen.
     *
     * @throws IllegalArgumentException if no numbers belong to such a region
     */
    public static String require(String code) {
        Objects.requireNonNull(code, "country");
        String upper = VisibleText.clean(code).toUpperCase(Locale.ROOT);
        if (ALL.contains(upper)) {
            return upper;
        }
        String hint = "UK".equals(upper) ? " (the United Kingdom is GB)" : "";
        throw new IllegalArgumentException(
                "unknown country \"%s\": use an ISO 3166-1 code of two letters such as US, or 001"
                                .formatted(VisibleText.shown(code))
                        + " for numbers of no country" + hint);
    }
}
