package dev.callgate.csv;

import java.util.regex.Pattern;

/** Cells that look like telephone numbers, whether or not they are any. */
final class Digits {
    /** No number that anybody imports has fewer, and no name of a column has so many. */
    private static final int OF_A_NUMBER = 5;

    /** Longer than any number with all that may stand around it. */
    private static final int LONGEST = 200;

    /** What stands around digits where spreadsheets and web pages have had a hand in it. */
    private static final Pattern AROUND = Pattern.compile("^(?i)[\\s\"'=]*(?:tel|callto|sip|sips):|[\"'=]+");

    private static final Pattern NUMBER = Pattern.compile("[+\uFF0B]?[\\p{Nd}\\p{Z}\\p{Cf}\\p{Pd}\\s.,/()+eE]*");

    private static final Pattern DATE =
            Pattern.compile("\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}.*|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}.*");

    private Digits() {}

    /** Returns how many digits a cell has. */
    static long count(String cell) {
        return cell.codePoints().filter(Character::isDigit).count();
    }

    /** Returns whether a cell holds digits, and nothing besides them that does not belong to a number. */
    static boolean only(String cell) {
        if (cell.length() > LONGEST) {
            return false;
        }
        String text = AROUND.matcher(cell).replaceAll("");
        return count(text) > 0
                && NUMBER.matcher(text).matches()
                && !DATE.matcher(text).matches();
    }

    /** Returns whether a cell could be a telephone number. */
    static boolean couldBeNumber(String cell) {
        return cell.length() <= LONGEST && count(cell) >= OF_A_NUMBER && only(cell);
    }
}
