package dev.callgate.admin;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as it comes out of a file, with what spreadsheets do to numbers: undone where nothing is lost, else refused. */
final class SpreadsheetNumber {
    /** Put before digits, so that a spreadsheet takes them for text. */
    private static final char TEXT_MARK = '\'';

    /** A formula of a text, which has the same effect. */
    private static final Pattern TEXT_FORMULA = Pattern.compile("=\\s*\"([^\"]*)\"");

    /** Digits that were read as a number, and written with a decimal. */
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]{5,})[.,]0+");

    /** Digits that were read as a number, and written in groups: 12,025,550,123.00. */
    private static final Pattern GROUPED =
            Pattern.compile("(\\+?[0-9]{1,3}(?:,[0-9]{3}){2,})(?:\\.0+)?|(\\+?[0-9]{1,3}(?:\\.[0-9]{3}){2,}),0+");

    /** Digits that were read as a number, and written with an exponent: 1.2025550123E+10. */
    private static final Pattern EXPONENTIAL = Pattern.compile("([+-]?)([0-9]+)(?:[.,]([0-9]+))?[eE]\\+?([0-9]{1,4})");

    private SpreadsheetNumber() {}

    /**
     * Understands a cell.
     *
     * @param country the country whose national form the number may have, or null where only the international form will do
     * @throws InvalidNumberException if it is no number, or one whose digits were lost
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
        text = TelUri.number(written(text));
        if (country == null || Regions.NON_GEOGRAPHIC.equals(country)) {
            return E164.parse(text);
        }
        return E164.parse(text, country);
    }

    /** Tells whether nothing was done to it: most cells are so. */
    private static boolean isPlain(String text) {
        return text.startsWith("+") && text.chars().skip(1).allMatch(each -> each >= '0' && each <= '9');
    }

    /** Returns the digits of a number that a spreadsheet has written; any other text as it is. */
    private static String written(String text) {
        Matcher exponential = EXPONENTIAL.matcher(text);
        if (exponential.matches()) {
            return withAllDigits(text, exponential);
        }
        Matcher grouped = GROUPED.matcher(text);
        if (grouped.matches()) {
            String digits = grouped.group(1) == null ? grouped.group(2) : grouped.group(1);
            return digits.replaceAll("[.,]", "");
        }
        return DECIMAL.matcher(text).replaceFirst("$1");
    }

    /**
     * Moves the decimal point. Where fewer digits are behind it than the exponent says, the others may have been zeros, or may
     * have been rounded away, which the text does not say.
     */
    private static String withAllDigits(String text, Matcher number) {
        String fraction = number.group(3) == null ? "" : number.group(3);
        int exponent = Integer.parseInt(number.group(4));
        if (fraction.length() < exponent) {
            throw InvalidNumberException.malformed(
                    text, "a spreadsheet has rounded it, and its last digits are lost: export the column as text");
        }
        String behind = fraction.substring(exponent);
        if (!behind.chars().allMatch(each -> each == '0') || "-".equals(number.group(1))) {
            throw InvalidNumberException.malformed(text, "it is not a whole number");
        }
        return number.group(1) + number.group(2) + fraction.substring(0, exponent);
    }
}
