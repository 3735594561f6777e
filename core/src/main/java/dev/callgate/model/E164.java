package dev.callgate.model;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.callgate.internal.DialedText;
import dev.callgate.internal.SeveralNumbers;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A telephone number in the international form of ITU-T recommendation E.164: a plus sign, and 2 to 15 digits of which
 * the first, that of the country code, is not 0. Immutable; equal where the digits are.
 *
 * <p>Having the form does not make a number valid: {@link #parse} also asks libphonenumber whether such a number can
 * exist, {@link #of} does not. Numbers that come back from a store are taken by {@code of}, since the numbering plans
 * change while a number stays in its row.
 */
public final class E164 implements Comparable<E164> {
    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final int SHOWN_AT_END = 2;
    private static final int SHOWN_AT_START = 3;

    /** Of fewer digits than this, none is shown. */
    private static final int SHORT = 7;

    private final String value;

    /** Worked out on first use; a race works it out twice, to the same result. */
    @Nullable
    private String region;

    /** As the region. */
    @Nullable
    private NumberClass numberClass;

    private E164(String value, @Nullable String region) {
        this.value = value;
        this.region = region;
    }

    /**
     * Takes a number that is in E.164 form already, without asking whether it is valid.
     *
     * @throws InvalidNumberException if the text is not of the form {@code +}, then 2 to 15 digits, the first not 0
     */
    public static E164 of(String value) {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw InvalidNumberException.malformed(
                    value,
                    "it needs the form +12025550123: a plus sign, the country code"
                            + " and the number, 2 to 15 digits in all");
        }
        return new E164(value, null);
    }

    /**
     * Parses a number as people write it in international form, with spaces, dots, dashes, slashes or parentheses, and
     * checks that it is valid in its country. A text in E.164 form that is valid is taken as it stands, which is many times
     * as fast as parsing it.
     *
     * <p>Characters that cannot be seen, such as the bidirectional marks around a number copied from a contact, are left out.
     * The prefixes that Mexico gave up in 2019 are left out too: {@code +52 1 55 1234 5678} is {@code +525512345678}.
     *
     * @throws InvalidNumberException if the text does not begin with a plus sign and a country code, holds letters, an
     *     extension or more than one number, or cannot exist
     */
    public static E164 parse(String text) {
        E164 asItStands = validAsItStands(text);
        return asItStands == null ? understood(text, null) : asItStands;
    }

    /**
     * Parses a number as people of a region write it: in national form, with the region's prefix for calls abroad, or in
     * international form; and checks that it is valid in its country, which may be another. Otherwise as {@link #parse(String)}.
     *
     * @param region an ISO 3166-1 code of two letters
     * @throws IllegalArgumentException if there is no such region
     * @throws InvalidNumberException if the text holds letters, an extension or more than one number, or is no number that
     *     could exist
     */
    public static E164 parse(String text, String region) {
        Objects.requireNonNull(text, "text");
        String known = Regions.require(region);
        E164 asItStands = validAsItStands(text);
        return asItStands == null ? understood(text, known) : asItStands;
    }

    /**
     * Takes a text that is in E.164 form, and valid by libphonenumber, for what it says, without parsing it: parsing looks
     * for much that such a text does not have, and takes most of the time.
     */
    @Nullable
    private static E164 validAsItStands(String text) {
        Phonenumber.PhoneNumber number = FORM.matcher(text).matches() ? taken(text) : null;
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        String region = number == null ? null : numbers.getRegionCodeForNumber(number);
        return region != null && numbers.isValidNumberForRegion(number, region) ? new E164(text, region) : null;
    }

    /** Takes a text in E.164 form apart into country code and national number; null if no country has the code. */
    @Nullable
    private static Phonenumber.PhoneNumber taken(String text) {
        int code = 1 + CallingCodes.lengthIn(text);
        if (code == 1 || code == text.length()) {
            return null;
        }
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber()
                .setCountryCode(Integer.parseInt(text, 1, code, 10))
                .setNationalNumber(Long.parseLong(text, code, text.length(), 10));
        int zeros = 0;
        while (code + zeros < text.length() - 1 && text.charAt(code + zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }

    private static E164 understood(String text, @Nullable String region) {
        String visible = VisibleText.clean(text);
        if (SeveralNumbers.areIn(visible, region)) {
            throw InvalidNumberException.malformed(text, SeveralNumbers.PROBLEM);
        }
        if (!DialedText.holdsOnlyDigitsAndSeparators(visible)) {
            throw InvalidNumberException.malformed(
                    text,
                    "only digits and the usual separators are dialed: remove letters, extensions and other characters");
        }
        if (region == null && !DialedText.beginsWithPlus(visible)) {
            throw InvalidNumberException.malformed(
                    text, "it must begin with + and the country code, for instance +12025550123");
        }
        try {
            return valid(text, PhoneNumberUtil.getInstance().parse(DialedText.withKnownSeparators(visible), region));
        } catch (NumberParseException e) {
            throw InvalidNumberException.malformed(text, reason(e.getErrorType()));
        }
    }

    private static E164 valid(String text, Phonenumber.PhoneNumber parsed) throws NumberParseException {
        E164 number = ifValid(parsed);
        if (number != null) {
            return number;
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        String corrected = Renumbering.corrected(numbers.format(parsed, PhoneNumberFormat.E164))
                .orElse(null);
        E164 dialed = corrected == null ? null : ifValid(numbers.parse(corrected, null));
        if (dialed != null) {
            return dialed;
        }
        throw InvalidNumberException.impossible(
                text, "no country has such a number; check the country code, the area code and the count of digits");
    }

    @Nullable
    private static E164 ifValid(Phonenumber.PhoneNumber number) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        String region = numbers.getRegionCodeForNumber(number);
        return region != null && numbers.isValidNumberForRegion(number, region)
                ? new E164(numbers.format(number, PhoneNumberFormat.E164), region)
                : null;
    }

    private static String reason(NumberParseException.ErrorType type) {
        return switch (type) {
            case INVALID_COUNTRY_CODE -> "its country code does not exist";
            case NOT_A_NUMBER -> "it is not a telephone number";
            case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> "it is too short";
            case TOO_LONG -> "it is too long";
        };
    }

    /**
     * Returns the region that the number belongs to by libphonenumber: an ISO 3166-1 code of two letters, {@code 001}
     * for a number of no country (such as +800 or +882), or {@code ZZ} if the number is not valid.
     */
    public String region() {
        String known = region;
        if (known == null) {
            known = regionOf(value);
            region = known;
        }
        return known;
    }

    private static String regionOf(String value) {
        Phonenumber.PhoneNumber number = taken(value);
        String found = number == null ? null : PhoneNumberUtil.getInstance().getRegionCodeForNumber(number);
        return found == null ? Regions.UNKNOWN : found;
    }

    /** Returns what kind of service the number belongs to; for a number that is not valid, a line at a place. */
    public NumberClass numberClass() {
        NumberClass known = numberClass;
        if (known == null) {
            Phonenumber.PhoneNumber number = taken(value);
            known = number == null ? NumberClass.FIXED_LINE : NumberClass.of(number);
            numberClass = known;
        }
        return known;
    }

    /**
     * Returns how the numbers of the same area begin, country code included: {@code +1202}; empty where the number has no
     * area code, as mobile numbers of most countries.
     */
    public Optional<String> areaPrefix() {
        Phonenumber.PhoneNumber number = taken(value);
        int areaCode = number == null ? 0 : PhoneNumberUtil.getInstance().getLengthOfGeographicalAreaCode(number);
        return areaCode == 0
                ? Optional.empty()
                : Optional.of(value.substring(0, 1 + CallingCodes.lengthIn(value) + areaCode));
    }

    /**
     * Returns the numbers that reach the same line as this one, this one included: more than one where a country's mobile lines
     * have two forms, or where its numbering plan changed and lists may still hold the former. An Argentine mobile number is
     * written with and without a 9 behind the country code: {@code +5491123456789} and {@code +541123456789}.
     *
     * <p>Known are Argentina, Mexico, Brazil, Colombia, Benin, and San Marino behind Italy's country code.
     */
    public Set<E164> sameLine() {
        return Renumbering.formsOf(value).stream().map(E164::of).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the one number that stands for all that reach the same line, so that calls to a line can be counted whichever is
     * dialed: equal for two numbers exactly if each is among the other's {@link #sameLine()}. It is for comparison; what is
     * dialed is this number. For an Argentine number it is the one without the 9, for others the current one.
     */
    public E164 line() {
        String current = Renumbering.current(value);
        return current.equals(value) ? this : E164.of(current);
    }

    /** Returns the number without its plus sign as an integer, such as 12025550123; never 0, and below 10 to the 15th. */
    public long toLong() {
        return Long.parseLong(value, 1, value.length(), 10);
    }

    /** Returns the number with its middle hidden, such as {@code +12*******23}, or all of a short one: for logs, which are read by many. */
    public String masked() {
        int digits = value.length() - 1;
        int start = digits < SHORT ? 1 : SHOWN_AT_START;
        int end = digits < SHORT ? value.length() : value.length() - SHOWN_AT_END;
        return value.substring(0, start) + "*".repeat(end - start) + value.substring(end);
    }

    @Override
    public int compareTo(E164 other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof E164 that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the number in full, such as {@code +12025550123}. */
    @Override
    public String toString() {
        return value;
    }
}
