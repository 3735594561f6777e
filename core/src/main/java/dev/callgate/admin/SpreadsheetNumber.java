package dev.callgate.admin;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a number from a file. Changes that spreadsheets make to numbers are undone if no digit was lost; otherwise the number is
 * rejected.
 */
final class SpreadsheetNumber {
    /** Precedes digits, so that a spreadsheet treats them as text. */
    private static final char TEXT_MARK = '\'';

    /** A formula that contains a text, with the same effect. */
    private static final Pattern TEXT_FORMULA = Pattern.compile("=\\s*\"([^\"]*)\"");

    /** Digits that a spreadsheet read as a number and wrote with decimal zeros: 12025550123.0. */
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]{5,})[.,]0+");

    /** Digits that a spreadsheet read as a number and wrote in groups: 12,025,550,123.00. */
    private static final Pattern GROUPED =
            Pattern.compile("(\\+?[0-9]{1,3}(?:,[0-9]{3}){2,})(?:\\.0+)?|(\\+?[0-9]{1,3}(?:\\.[0-9]{3}){2,}),0+");

    /** Digits that a spreadsheet read as a number and wrote with an exponent: 1.2025550123E+10. */
    private static final Pattern EXPONENTIAL = Pattern.compile("([+-]?)([0-9]+)(?:[.,]([0-9]+))?[eE]\\+?([0-9]{1,4})");

    private SpreadsheetNumber() {}

    /**
     * Parses a cell.
     *
     * @param country the ISO 3166-1 code of the country whose national form is accepted; null or {@code 001} if the international
     *     form is required
     * @throws InvalidNumberException if the text is not a valid number, or digits were lost
     */
    static E164 parse(String cell, @Nullable String country) {
        String text = VisibleText.clean(cell);
        if (isPlain(text)) {
            return E164.parse(text);
        }
        Matcher formula = TEXT_FORMULA.matcher(text);
        if (formula.matches()) {
            text = formula.group(1).strip();
        }
        if (!text.isEmpty() && text.charAt(0) == TEXT_MARK) {
            text = text.substring(1);
        }
        text = TelUri.number(withoutFormatting(text));
        if (country == null || Regions.NON_GEOGRAPHIC.equals(country)) {
            return E164.parse(text);
        }
        return E164.parse(text, country);
    }

    /** Returns whether a spreadsheet changed nothing, which is the most common case. */
    private static boolean isPlain(String text) {
        return text.startsWith("+") && text.chars().skip(1).allMatch(each -> each >= '0' && each <= '9');
    }

    /** Returns the digits of a number in a form that spreadsheets write; any other text unchanged. */
    private static String withoutFormatting(String text) {
        Matcher exponential = EXPONENTIAL.matcher(text);
        if (exponential.matches()) {
            return expanded(text, exponential);
        }
        Matcher grouped = GROUPED.matcher(text);
        if (grouped.matches()) {
            String digits = grouped.group(1) == null ? grouped.group(2) : grouped.group(1);
            return digits.replaceAll("[.,]", "");
        }
        return DECIMAL.matcher(text).replaceFirst("$1");
    }

    /**
     * Returns all digits of a number with an exponent. If there are fewer decimals than the exponent requires, the missing digits
     * were either zeros or rounded away; the text does not tell which.
     */
    private static String expanded(String text, Matcher number) {
        String fraction = number.group(3) == null ? "" : number.group(3);
        int exponent = Integer.parseInt(number.group(4));
        if (fraction.length() < exponent) {
            throw InvalidNumberException.malformed(
                    text, "a spreadsheet rounded it and its last digits may be lost: export the column as text");
        }
        String decimals = fraction.substring(exponent);
        if (!decimals.chars().allMatch(each -> each == '0') || "-".equals(number.group(1))) {
            throw InvalidNumberException.malformed(
                    text, "it is negative or has decimals: write all digits of the telephone number, as text");
        }
        return number.group(1) + number.group(2) + fraction.substring(0, exponent);
    }
}
