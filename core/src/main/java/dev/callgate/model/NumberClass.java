package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What kind of service a number belongs to, which says what a call to it costs and whom it reaches: libphonenumber's types,
 * and satellites, which libphonenumber does not tell apart.
 */
public enum NumberClass {
    /** A line at a place. */
    FIXED_LINE,
    /** A mobile telephone. */
    MOBILE,
    /** Either, where the numbering plan does not tell them apart, as in North America. */
    FIXED_LINE_OR_MOBILE,
    /** Free for the caller. */
    TOLL_FREE,
    /** A telephone on the Internet. */
    VOIP,
    /** A mailbox. */
    VOICEMAIL,
    /** Charged above the usual rate, partly to the benefit of who is called. */
    PREMIUM_RATE,
    /** Charged to caller and called party in parts. */
    SHARED_COST,
    /** A satellite telephone: +870 and +881 (list of assigned country codes in ITU-T E.164), and Thuraya's +882 16. */
    SATELLITE,
    /** A personal number, which follows a person to any line. */
    PERSONAL_NUMBER,
    /** A pager. */
    PAGER,
    /** A universal access number of a company (UAN), routed to any of its places. */
    UAN;

    private static final int INMARSAT = 870;
    private static final int GLOBAL_MOBILE_SATELLITE = 881;
    private static final int INTERNATIONAL_NETWORKS = 882;
    private static final String THURAYA = "16";

    /** Tells whether it is refused unless somebody allows it: calls to such numbers are where toll fraud pays. */
    public boolean isRestricted() {
        return switch (this) {
            case PREMIUM_RATE, SHARED_COST, SATELLITE, PERSONAL_NUMBER, PAGER, UAN -> true;
            default -> false;
        };
    }

    /** Returns its name as text has it: {@code premium_rate}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the class of that code, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NumberClass ofCode(String code) {
        return Arrays.stream(values())
                .filter(each -> each.code().equalsIgnoreCase(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown class of numbers \"%s\": it is one of %s"
                        .formatted(
                                code,
                                Arrays.stream(values()).map(NumberClass::code).collect(Collectors.joining(", ")))));
    }

    /** Returns the class of a valid number; for others, that of a line at a place. */
    static NumberClass of(Phonenumber.PhoneNumber number) {
        return isSatellite(number)
                ? SATELLITE
                : of(PhoneNumberUtil.getInstance().getNumberType(number));
    }

    private static boolean isSatellite(Phonenumber.PhoneNumber number) {
        return switch (number.getCountryCode()) {
            case INMARSAT, GLOBAL_MOBILE_SATELLITE -> true;
            case INTERNATIONAL_NETWORKS ->
                String.valueOf(number.getNationalNumber()).startsWith(THURAYA);
            default -> false;
        };
    }

    private static NumberClass of(PhoneNumberUtil.PhoneNumberType type) {
        return switch (type) {
            case FIXED_LINE, UNKNOWN -> FIXED_LINE;
            case MOBILE -> MOBILE;
            case FIXED_LINE_OR_MOBILE -> FIXED_LINE_OR_MOBILE;
            case TOLL_FREE -> TOLL_FREE;
            case VOIP -> VOIP;
            case VOICEMAIL -> VOICEMAIL;
            case PREMIUM_RATE -> PREMIUM_RATE;
            case SHARED_COST -> SHARED_COST;
            case PERSONAL_NUMBER -> PERSONAL_NUMBER;
            case PAGER -> PAGER;
            case UAN -> UAN;
        };
    }
}
