package dev.callgate.internal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes texts with more than one number, as people enter them into a field: {@code +49 30 123456/57}, {@code +1
 * 202 555 0123 or +1 202 555 0124}. Parsed as one number, their digits would be a third number.
 */
public final class SeveralNumbers {
    /** The problem with such a text, for messages. */
    public static final String PROBLEM = "it appears to contain more than one number: enter each number separately";

    /** Letters, list separators and line breaks between digits, and any plus sign after digits. */
    private static final Pattern LIST_SEPARATORS = Pattern.compile(
            "[\\h]*(?:[\\p{L}\\p{M}/\uFF0F|&;,\\v\\t][\\p{L}\\p{M}\\p{Z}/\uFF0F|&;,:.\\v\\t]*+|(?<=\\p{Nd})[^\\p{Nd}]*?(?=[+\uFF0B]))");

    /** Separators of two numbers, regardless of the form of the second one. A slash may also follow an area code. */
    private static final Pattern LISTS = Pattern.compile(
            "(?U).*[/\uFF0F|&\\v\\t].*|\\W*(?:or|and|oder|und|ou|et|o|y|e|of|en)\\W*", Pattern.CASE_INSENSITIVE);

    /** Longer than any field that people fill in. Longer texts are not parsed. */
    private static final int MAX_LENGTH = 256;

    /** The calling code whose trunk prefix, 1, is optional. */
    private static final int NORTH_AMERICA = 1;

    private SeveralNumbers() {}

    /**
     * Returns whether a text contains a complete number followed by another number, or by the last digits of another
     * number.
     */
    public static boolean areIn(String text, @Nullable String region) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        Matcher between = LIST_SEPARATORS.matcher(text);
        while (between.find()) {
            String rest = text.substring(between.end());
            if (holdsDigits(rest)
                    && number(text.substring(0, between.start()), region) != null
                    && (isList(between.group(), rest) || isFullNumber(rest, region))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isList(String between, String rest) {
        return DialedText.beginsWithPlus(rest) || LISTS.matcher(between).matches();
    }

    private static boolean holdsDigits(String text) {
        return text.codePoints().anyMatch(Character::isDigit);
    }

    /**
     * Returns whether a text is a number with the trunk prefix, if the region has one. Other digits may be an
     * extension.
     */
    private static boolean isFullNumber(String text, @Nullable String region) {
        Phonenumber.PhoneNumber number = number(text, region);
        if (number == null || region == null || number.getCountryCode() == NORTH_AMERICA) {
            return number != null;
        }
        String trunkPrefix = PhoneNumberUtil.getInstance().getNddPrefixForRegion(region, true);
        return trunkPrefix == null || PhoneNumberUtil.normalizeDigitsOnly(text).startsWith(trunkPrefix);
    }

    /** Returns the number in a text, or null if the text is not a valid number. */
    @Nullable
    private static Phonenumber.PhoneNumber number(String text, @Nullable String region) {
        if (!DialedText.holdsOnlyDigitsAndSeparators(text)) {
            return null;
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            Phonenumber.PhoneNumber number = numbers.parse(text, DialedText.beginsWithPlus(text) ? null : region);
            return numbers.isValidNumber(number) ? number : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
