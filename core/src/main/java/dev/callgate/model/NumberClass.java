package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The kind of service of a number, which determines the cost of a call and the party that it reaches: the types of
 * libphonenumber, plus satellite numbers, which libphonenumber does not distinguish.
 */
public enum NumberClass {
    /** A landline at a fixed location. */
    FIXED_LINE,
    /** A mobile phone. */
    MOBILE,
    /** A landline or a mobile phone, if the numbering plan does not distinguish them, as in North America. */
    FIXED_LINE_OR_MOBILE,
    /** Free of charge for the caller. */
    TOLL_FREE,
    /** An Internet telephone. */
    VOIP,
    /** A mailbox. */
    VOICEMAIL,
    /** Charged above the usual rate, with a share for the called party. */
    PREMIUM_RATE,
    /** Charged partly to the caller and partly to the called party. */
    SHARED_COST,
    /** A satellite phone: +870 and +881 (list of assigned country codes in ITU-T E.164), and Thuraya's +882 16. */
    SATELLITE,
    /** A personal number, which is routed to any line of a person. */
    PERSONAL_NUMBER,
    /** A pager. */
    PAGER,
    /** A universal access number (UAN) of a company, which is routed to any of its sites. */
    UAN;

    private static final int INMARSAT = 870;
    private static final int GLOBAL_MOBILE_SATELLITE = 881;
    private static final int INTERNATIONAL_NETWORKS = 882;
    private static final String THURAYA = "16";

    /**
     * Returns whether calls to this class are refused unless they are explicitly allowed, because toll fraud targets
     * such numbers.
     */
    public boolean isRestricted() {
        return switch (this) {
            case PREMIUM_RATE, SHARED_COST, SATELLITE, PERSONAL_NUMBER, PAGER, UAN -> true;
            default -> false;
        };
    }

    /** Returns the name in lower case, such as {@code premium_rate}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the class with a code, in any case.
     *
     * @throws IllegalArgumentException if the code is unknown
     */
    public static NumberClass ofCode(String code) {
        return Arrays.stream(values())
                .filter(each -> each.code().equalsIgnoreCase(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown number class \"%s\": use one of %s"
                        .formatted(
                                code,
                                Arrays.stream(values()).map(NumberClass::code).collect(Collectors.joining(", ")))));
    }

    /** Returns the class of a number; {@link #FIXED_LINE} if the number is not valid. */
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
