package dev.callgate.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers that reach one line in two forms, since a numbering plan changed or dials mobile lines with a digit of their own.
 *
 * <ul>
 *   <li>Argentina: 9 before the area code is for calls from abroad to a mobile line; in the country, 15 behind the area code
 *       stands for it. The area code and the number behind it, ten digits in all, are of one line.
 *   <li>Mexico: 1 behind the country code, and 044, 045 and 01 in the country, are no longer dialed (IFT, since August 3, 2019;
 *       not connected since August 3, 2020).
 *   <li>Brazil: mobile numbers were given a 9 in front (Anatel, resolution 553/2010; complete since November 6, 2016). Numbers
 *       that begin with 7 were trunked radio too, and kept eight digits, so nothing is said of them.
 *   <li>Colombia: numbers of places were given 60 in front (CRC, resolution 5826 of 2019; since September 1, 2021).
 *   <li>Benin: all numbers were given 01 in front (ARCEP, since November 30, 2024).
 *   <li>San Marino: its numbers with area code 0549 are reached behind Italy's country code and behind its own.
 * </ul>
 */
final class Renumbering {
    /** From what was dialed before, or is dialed from abroad only, to the number as its country has it. */
    private static final List<Form> TO_CURRENT = List.of(
            new Form("\\+549([1-3]\\d{9})", "+54$1"),
            new Form("\\+521(\\d{10})", "+52$1"),
            new Form("\\+55([1-9]{2})([689]\\d{7})", "+55$19$2"),
            new Form("\\+57([124-8][2-9]\\d{6})", "+5760$1"),
            new Form("\\+229([2-9]\\d{7})", "+22901$1"),
            new Form("\\+390549(\\d{6})", "+3780549$1"));

    /** The way back. */
    private static final List<Form> TO_OTHER = List.of(
            new Form("\\+54([1-3]\\d{9})", "+549$1"),
            new Form("\\+52(\\d{10})", "+521$1"),
            new Form("\\+55([1-9]{2})9([689]\\d{7})", "+55$1$2"),
            new Form("\\+5760([124-8][2-9]\\d{6})", "+57$1"),
            new Form("\\+22901([2-9]\\d{7})", "+229$1"),
            new Form("\\+3780549(\\d{6})", "+390549$1"));

    /**
     * Mexico's former prefixes, and Argentina's 9 and 15 at once: libphonenumber does not take them, and no other number looks
     * like them. The former numbers of Brazil, Colombia and Benin look like those that lack a digit, and stay refused.
     */
    private static final List<Form> CORRECTED =
            List.of(new Form("\\+52(?:1|01|044|045)(\\d{10})", "+52$1"), new Form("\\+549(\\d{12})", "+54$1"));

    private Renumbering() {}

    /** Returns the number in E.164 form as its country has it now; most numbers are so. */
    static String current(String e164) {
        return rewritten(e164, TO_CURRENT).orElse(e164);
    }

    /** Returns all numbers in E.164 form that reach the same line, the current one first. */
    static List<String> formsOf(String e164) {
        String current = current(e164);
        return rewritten(current, TO_OTHER)
                .map(other -> List.of(current, other))
                .orElse(List.of(current));
    }

    /** Returns what is dialed for a number that is not valid as it is written, still to be validated; if anything. */
    static Optional<String> corrected(String e164) {
        return rewritten(e164, CORRECTED);
    }

    private static Optional<String> rewritten(String e164, List<Form> forms) {
        return forms.stream()
                .filter(each -> each.written().matcher(e164).matches())
                .findFirst()
                .map(each -> each.written().matcher(e164).replaceFirst(each.other()));
    }

    private record Form(Pattern written, String other) {
        Form(String written, String other) {
            this(Pattern.compile(written), other);
        }
    }
}
