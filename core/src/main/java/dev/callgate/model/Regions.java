package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.VisibleText;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The regions of numbers known to libphonenumber. */
public final class Regions {
    /**
     * The region of numbers that belong to no country, such as +800 or +882. libphonenumber's code, taken from UN M.49.
     */
    public static final String NON_GEOGRAPHIC = "001";

    /** The region of an invalid number: a user-assigned code of ISO 3166-1 that stands for "unknown". */
    public static final String UNKNOWN = "ZZ";

    private static final Set<String> ALL = all();

    private Regions() {}

    private static Set<String> all() {
        Set<String> regions = new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions());
        regions.add(NON_GEOGRAPHIC);
        return Collections.unmodifiableSet(regions);
    }

    /** Returns all known region codes, sorted: two-letter ISO 3166-1 codes and {@code 001}. */
    public static Set<String> known() {
        return ALL;
    }

    /**
     * Returns a code in upper case, without surrounding spaces and invisible characters.
     *
     * @throws IllegalArgumentException if the region is unknown
     */
    public static String require(String code) {
        Objects.requireNonNull(code, "country");
        String upper = VisibleText.clean(code).toUpperCase(Locale.ROOT);
        if (ALL.contains(upper)) {
            return upper;
        }
        String hint = "UK".equals(upper) ? " (the United Kingdom is GB)" : "";
        throw new IllegalArgumentException("unknown country \"%s\": use a two-letter ISO 3166-1 code such as US, or 001"
                        .formatted(VisibleText.shown(code))
                + " for numbers that belong to no country" + hint);
    }
}
