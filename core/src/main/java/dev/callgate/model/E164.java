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
 * A telephone number in the international form of ITU-T Recommendation E.164: a plus sign and 2 to 15 digits, starting
 * with the country code, whose first digit is not 0. Immutable and thread-safe. Two numbers are equal if their digits
 * are equal.
 *
 * <p>A number in this form is not necessarily valid: {@link #parse} uses libphonenumber to check whether the number can
 * exist, {@link #of} does not. Stores read numbers with {@code of}, because numbering plans change while a stored
 * number stays.
 */
public final class E164 implements Comparable<E164> {
    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final int SHOWN_AT_END = 2;
    private static final int SHOWN_AT_START = 3;

    /** Shorter numbers are masked entirely. */
    private static final int SHORT = 7;

    private static final long LEAST_OF_GREATEST_LENGTH = 100_000_000_000_000L;

    /** A store keeps many numbers, and a text would take more than twice the memory of all else. */
    private final long digits;

    /** Computed lazily. A race computes it twice, with the same result. */
    @Nullable
    private String text;

    /** Computed lazily, like the text. */
    @Nullable
    private String region;

    /** Computed lazily, like the text. */
    @Nullable
    private NumberClass numberClass;

    private E164(String text, @Nullable String region) {
        this.digits = Long.parseLong(text, 1, text.length(), 10);
        this.region = region;
    }

    /**
     * Returns the number of a text in E.164 form, without checking whether the number is valid.
     *
     * @throws InvalidNumberException if the text is not a {@code +} and 2 to 15 digits, the first not 0
     */
    public static E164 of(String value) {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw InvalidNumberException.malformed(
                    value,
                    "it must have the form +12025550123: a plus sign, the country code,"
                            + " and the number, 2 to 15 digits in total");
        }
        return new E164(value, null);
    }

    /**
     * Parses a number in international form, as people write it with spaces, dots, dashes, slashes or parentheses, and
     * checks that it is valid in its country. A valid text in E.164 form is not parsed, which is many times faster.
     *
     * <p>Invisible characters, such as the bidirectional marks around a number copied from a contact, are removed. The
     * prefixes that Mexico gave up in 2019 are removed too: {@code +52 1 55 1234 5678} is {@code +525512345678}.
     *
     * @throws InvalidNumberException if the text does not begin with a plus sign and a country code, if it contains
     *     letters, an extension, or more than one number, or if the number cannot exist
     */
    public static E164 parse(String text) {
        E164 asItStands = validAsItStands(text);
        return asItStands == null ? understood(text, null) : asItStands;
    }

    /**
     * Parses a number as people in a region write it: in national form, with the region's international call prefix, or
     * in international form. Checks that the number is valid in its country, which may be another one. Otherwise the
     * same as {@link #parse(String)}.
     *
     * @param region a two-letter ISO 3166-1 code
     * @throws IllegalArgumentException if the region is unknown
     * @throws InvalidNumberException if the text contains letters, an extension, or more than one number, or if the
     *     number cannot exist
     */
    public static E164 parse(String text, String region) {
        Objects.requireNonNull(text, "text");
        String known = Regions.require(region);
        E164 asItStands = validAsItStands(text);
        return asItStands == null ? understood(text, known) : asItStands;
    }

    /**
     * Returns the number of a text in E.164 form that is valid according to libphonenumber, without parsing it. Parsing
     * takes most of the time and looks for much that such a text does not have.
     */
    @Nullable
    private static E164 validAsItStands(String text) {
        Phonenumber.PhoneNumber number = FORM.matcher(text).matches() ? taken(text) : null;
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        String region = number == null ? null : numbers.getRegionCodeForNumber(number);
        return region != null && numbers.isValidNumberForRegion(number, region) ? new E164(text, region) : null;
    }

    /**
     * Splits a text in E.164 form into country code and national number. Returns null if the country code does not
     * exist.
     */
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
                    "only digits and common separators can be dialed: remove letters, extensions and other characters");
        }
        if (region == null && !DialedText.beginsWithPlus(visible)) {
            throw InvalidNumberException.malformed(
                    text, "it must begin with + and the country code, for example +12025550123");
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
                text, "no country has such a number: check the country code, the area code, and the number of digits");
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
     * Returns the region of the number according to libphonenumber: a two-letter ISO 3166-1 code, {@code 001} for a
     * number that belongs to no country (such as +800 or +882), or {@code ZZ} if the number is not valid.
     */
    public String region() {
        String known = region;
        if (known == null) {
            known = regionOf(newText());
            region = known;
        }
        return known;
    }

    private static String regionOf(String value) {
        Phonenumber.PhoneNumber number = taken(value);
        String found = number == null ? null : PhoneNumberUtil.getInstance().getRegionCodeForNumber(number);
        return found == null ? Regions.UNKNOWN : found;
    }

    /** Returns the class of the number; {@link NumberClass#FIXED_LINE} if the number is not valid. */
    public NumberClass numberClass() {
        NumberClass known = numberClass;
        if (known == null) {
            Phonenumber.PhoneNumber number = taken(newText());
            known = number == null ? NumberClass.FIXED_LINE : NumberClass.of(number);
            numberClass = known;
        }
        return known;
    }

    /**
     * Returns the prefix of the numbers in the same area, including the country code, such as {@code +1202}. Empty if
     * the number has no area code, like mobile numbers in most countries.
     */
    public Optional<String> areaPrefix() {
        String value = newText();
        Phonenumber.PhoneNumber number = taken(value);
        int areaCode = number == null ? 0 : PhoneNumberUtil.getInstance().getLengthOfGeographicalAreaCode(number);
        return areaCode == 0
                ? Optional.empty()
                : Optional.of(value.substring(0, 1 + CallingCodes.lengthIn(value) + areaCode));
    }

    /**
     * Returns the numbers that reach the same line as this one, including this one. There is more than one if the
     * country writes mobile numbers in two forms, or if its numbering plan changed and lists may still contain the
     * former numbers. For example, Argentine mobile numbers are written with and without a 9 after the country code:
     * {@code +5491123456789} and {@code +541123456789}.
     *
     * <p>This covers Argentina, Mexico, Brazil, Colombia, Benin, and San Marino with Italy's country code.
     */
    public Set<E164> sameLine() {
        return Renumbering.formsOf(toString()).stream().map(E164::of).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the number that represents all numbers of the same line, so that calls to a line are counted regardless
     * of which number is dialed. It is equal for two numbers if and only if each is among the other's {@link
     * #sameLine()}. Use it for comparison only, and dial this number. For an Argentine number, it is the one without
     * the 9; for others, it is the current one.
     */
    public E164 line() {
        String value = toString();
        String current = Renumbering.current(value);
        return current.equals(value) ? this : E164.of(current);
    }

    /**
     * Returns the number without its plus sign as an integer, such as 12025550123. It is never 0 and less than 10 to
     * the power of 15.
     */
    public long toLong() {
        return digits;
    }

    /**
     * Returns the number with its middle digits masked for use in logs, such as {@code +12*******23}. All digits of a
     * short number are masked.
     */
    public String masked() {
        String value = toString();
        boolean isShort = value.length() - 1 < SHORT;
        int start = isShort ? 1 : SHOWN_AT_START;
        int end = isShort ? value.length() : value.length() - SHOWN_AT_END;
        return value.substring(0, start) + "*".repeat(end - start) + value.substring(end);
    }

    /** Compares the numbers as texts: {@code +12} comes before {@code +120}, and that before {@code +13}. */
    @Override
    public int compareTo(E164 other) {
        int byDigits = Long.compare(filledUp(digits), filledUp(other.digits));
        return byDigits == 0 ? Long.compare(digits, other.digits) : byDigits;
    }

    /** Returns the digits with zeros behind them up to the greatest length. */
    private static long filledUp(long digits) {
        long filled = digits;
        while (filled < LEAST_OF_GREATEST_LENGTH) {
            filled *= 10;
        }
        return filled;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof E164 that && digits == that.digits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(digits);
    }

    /** Returns the number in full, such as {@code +12025550123}. */
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = newText();
            text = known;
        }
        return known;
    }

    /** Returns the same as {@link #toString}, but keeps no text: for numbers that are looked at in passing. */
    String newText() {
        return "+" + digits;
    }
}
