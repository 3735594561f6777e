package dev.callgate.csv;

import java.util.regex.Pattern;

/** Recognizes cells that look like telephone numbers. */
final class Digits {
    /** Minimum number of digits of a telephone number; every column name has fewer. */
    private static final int MIN_DIGITS_OF_A_NUMBER = 5;

    /** Maximum length of a number, including any decoration. */
    private static final int MAX_LENGTH = 200;

    /** Decoration that spreadsheets and web pages add around digits. */
    private static final Pattern DECORATION = Pattern.compile("^(?i)[\\s\"'=]*(?:tel|callto|sip|sips):|[\"'=]+");

    private static final Pattern NUMBER = Pattern.compile("[+\uFF0B]?[\\p{Nd}\\p{Z}\\p{Cf}\\p{Pd}\\s.,/()+eE]*");

    private static final Pattern DATE =
            Pattern.compile("\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}.*|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}.*");

    private Digits() {}

    /** Returns the number of digits of a cell. */
    static long count(String cell) {
        return cell.codePoints().filter(Character::isDigit).count();
    }

    /** Returns whether a cell has digits, and no characters other than those used in telephone numbers. */
    static boolean only(String cell) {
        if (cell.length() > MAX_LENGTH) {
            return false;
        }
        String text = DECORATION.matcher(cell).replaceAll("");
        return count(text) > 0
                && NUMBER.matcher(text).matches()
                && !DATE.matcher(text).matches();
    }

    /** Returns whether a cell could be a telephone number. */
    static boolean looksLikeNumber(String cell) {
        return cell.length() <= MAX_LENGTH && count(cell) >= MIN_DIGITS_OF_A_NUMBER && only(cell);
    }
}
