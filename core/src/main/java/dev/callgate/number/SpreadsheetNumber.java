package dev.callgate.number;

import jakarta.annotation.Nullable;
import java.util.regex.Pattern;

/** A number as it comes out of a file, with what spreadsheets do to numbers: undone where nothing is lost, else refused. */
final class SpreadsheetNumber {
    /** Put before digits, so that a spreadsheet takes them for text. */
    private static final char TEXT_MARK = '\'';

    /** Digits that were read as a number, and written with a decimal. */
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]{5,})[.,]0+");

    /** Digits that were read as a number, and rounded: 1.20256E+10. */
    private static final Pattern ROUNDED = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]+");

    private SpreadsheetNumber() {}

    /**
     * Understands a cell.
     *
     * @param country the country whose national form the number may have, or null where only the international form will do
     * @throws InvalidNumberException if it is no number, or one whose digits were lost
     */
    static E164 parse(String cell, @Nullable String country) {
        String text = cell.strip();
        if (isPlain(text)) {
            return E164.parse(text);
        }
        if (ROUNDED.matcher(text).matches()) {
            throw InvalidNumberException.malformed(
                    text, "a spreadsheet has rounded it, and its last digits are lost: export the column as text");
        }
        if (!text.isEmpty() && text.charAt(0) == TEXT_MARK) {
            text = text.substring(1);
        }
        text = DECIMAL.matcher(text).replaceFirst("$1");
        if (country == null || Regions.NON_GEOGRAPHIC.equals(country)) {
            return E164.parse(text);
        }
        return E164.parse(text, country);
    }

    /** Tells whether nothing was done to it: most cells are so. */
    private static boolean isPlain(String text) {
        return text.startsWith("+") && text.chars().skip(1).allMatch(each -> each >= '0' && each <= '9');
    }
}
