package dev.callgate.internal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with more than one number in them, as people fill a field: {@code +49 30 123456/57}, {@code +1 202 555 0123 or
 * +1 202 555 0124}. Read as one number, their digits would be those of a third.
 */
public final class SeveralNumbers {
    /** What is said of them. */
    public static final String PROBLEM = "it appears to contain more than one number: enter each number separately";

    /** Letters, list separators and line breaks between digits, and every plus sign behind digits. */
    private static final Pattern BETWEEN = Pattern.compile(
            "[\\h]*(?:[\\p{L}\\p{M}/\uFF0F|&;,\\v\\t][\\p{L}\\p{M}\\p{Z}/\uFF0F|&;,:.\\v\\t]*+|(?<=\\p{Nd})[^\\p{Nd}]*?(?=[+\uFF0B]))");

    /** Between two numbers, whatever the second one looks like; a slash also stands behind an area code. */
    private static final Pattern LISTS = Pattern.compile(
            "(?U).*[/\uFF0F|&\\v\\t].*|\\W*(?:or|and|oder|und|ou|et|o|y|e|of|en)\\W*", Pattern.CASE_INSENSITIVE);

    /** No field that people fill in is longer; what is longer is not looked at. */
    private static final int MAX_LENGTH = 256;

    /** Where the trunk prefix, 1, may be left out. */
    private static final int NORTH_AMERICA = 1;

    private SeveralNumbers() {}

    /** Returns whether a number is complete before the text goes on to another, or to the last digits of another. */
    public static boolean areIn(String text, @Nullable String region) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        Matcher between = BETWEEN.matcher(text);
        while (between.find()) {
            String rest = text.substring(between.end());
            if (holdsDigits(rest)
                    && number(text.substring(0, between.start()), region) != null
                    && (isList(between.group(), rest) || isDialedInFull(rest, region))) {
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
     * Returns whether a text is a number with the trunk prefix, where the region has one; other digits may be an
     * extension.
     */
    private static boolean isDialedInFull(String text, @Nullable String region) {
        Phonenumber.PhoneNumber number = number(text, region);
        if (number == null || region == null || number.getCountryCode() == NORTH_AMERICA) {
            return number != null;
        }
        String trunkPrefix = PhoneNumberUtil.getInstance().getNddPrefixForRegion(region, true);
        return trunkPrefix == null || PhoneNumberUtil.normalizeDigitsOnly(text).startsWith(trunkPrefix);
    }

    /** Returns the valid number that a text is, or null. */
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
