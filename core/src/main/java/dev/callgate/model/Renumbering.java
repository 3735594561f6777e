package dev.callgate.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts between two forms of numbers that reach the same line, because a numbering plan changed or uses an extra
 * digit for mobile lines.
 *
 * <ul>
 *   <li>Argentina: calls from abroad to a mobile line use a 9 before the area code; domestic calls use a 15 after the
 *       area code instead. The area code and the number after it, ten digits in total, identify one line.
 *   <li>Mexico: 1 after the country code, and 044, 045 and 01 in domestic calls, are no longer dialed (IFT, since
 *       August 3, 2019; not connected since August 3, 2020).
 *   <li>Brazil: mobile numbers were prefixed with 9 (Anatel, resolution 553/2010; complete since November 6, 2016).
 *       Numbers that begin with 7 are not converted, because trunked radio numbers also began with 7 and kept eight
 *       digits.
 *   <li>Colombia: landline numbers were prefixed with 60 (CRC, resolution 5826 of 2019; since September 1, 2021).
 *   <li>Benin: all numbers were prefixed with 01 (ARCEP, since November 30, 2024).
 *   <li>San Marino: numbers with the area code 0549 are reachable with Italy's country code and with its own.
 * </ul>
 */
final class Renumbering {
    /** From the former form, or the form for calls from abroad, to the current form in the country. */
    private static final List<Form> TO_CURRENT = List.of(
            new Form("\\+549([1-3]\\d{9})", "+54$1"),
            new Form("\\+521(\\d{10})", "+52$1"),
            new Form("\\+55([1-9]{2})([689]\\d{7})", "+55$19$2"),
            new Form("\\+57([124-8][2-9]\\d{6})", "+5760$1"),
            new Form("\\+229([2-9]\\d{7})", "+22901$1"),
            new Form("\\+390549(\\d{6})", "+3780549$1"));

    /** The reverse of {@link #TO_CURRENT}. */
    private static final List<Form> TO_OTHER = List.of(
            new Form("\\+54([1-3]\\d{9})", "+549$1"),
            new Form("\\+52(\\d{10})", "+521$1"),
            new Form("\\+55([1-9]{2})9([689]\\d{7})", "+55$1$2"),
            new Form("\\+5760([124-8][2-9]\\d{6})", "+57$1"),
            new Form("\\+22901([2-9]\\d{7})", "+229$1"),
            new Form("\\+3780549(\\d{6})", "+390549$1"));

    /**
     * Mexico's former prefixes, and Argentina's 9 and 15 at once. libphonenumber rejects these forms, and no other
     * number looks like them. The former numbers of Brazil, Colombia and Benin look like numbers with a missing digit,
     * so they are rejected.
     */
    private static final List<Form> CORRECTED =
            List.of(new Form("\\+52(?:1|01|044|045)(\\d{10})", "+52$1"), new Form("\\+549(\\d{12})", "+54$1"));

    private Renumbering() {}

    /** Returns the current form of a number in E.164 form. Most numbers are already current. */
    static String current(String e164) {
        return rewritten(e164, TO_CURRENT).orElse(e164);
    }

    /** Returns all numbers in E.164 form that reach the same line, starting with the current one. */
    static List<String> formsOf(String e164) {
        String current = current(e164);
        return rewritten(current, TO_OTHER)
                .map(other -> List.of(current, other))
                .orElse(List.of(current));
    }

    /**
     * Returns the corrected form of a number that is not valid as written, or empty if there is none. The result still
     * needs to be validated.
     */
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
