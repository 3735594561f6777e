package dev.callgate.dnc;

import dev.callgate.model.E164;

/**
 * Numbers of the North American Numbering Plan: country code 1, a three-digit area code that begins with 2 to 9, and seven
 * more digits.
 */
final class Nanp {
    /** Greater than every area code. */
    static final int AREA_CODES = 1_000;

    /** How many numbers an area code has. */
    static final int NUMBERS = 10_000_000;

    static final int AREA_CODE_LENGTH = 3;
    static final int NUMBER_LENGTH = 7;

    private static final int LEAST_AREA_CODE = 200;
    private static final long COUNTRY = 10_000_000_000L;

    private Nanp() {}

    /** Returns whether a number is in the plan. */
    static boolean has(E164 number) {
        long digits = number.toLong();
        return digits >= COUNTRY && digits < 2 * COUNTRY && isAreaCode(areaCodeOf(number));
    }

    /** Returns the area code of a number that is in the plan. */
    static int areaCodeOf(E164 number) {
        return (int) ((number.toLong() - COUNTRY) / NUMBERS);
    }

    /** Returns the seven digits behind the area code of a number that is in the plan. */
    static int localOf(E164 number) {
        return (int) (number.toLong() % NUMBERS);
    }

    static boolean isAreaCode(int code) {
        return code >= LEAST_AREA_CODE && code < AREA_CODES;
    }
}
