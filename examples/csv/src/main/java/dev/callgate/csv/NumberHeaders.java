package dev.callgate.csv;

import dev.callgate.admin.ImportRow.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What other programs call the columns of a list of numbers:
 *
 * <ul>
 *   <li>Twilio: {@code SID, Phone Number, Friendly Name} in what its command line lists, and the names of the API's properties
 *       ({@code phone_number}, {@code status}, {@code capabilities} …) in the API's lists, says its documentation.
 *   <li>Telnyx: the names of the API's properties, which are {@code phone_number}, {@code status}, {@code created_at} in version
 *       2 and {@code number_val_e164} in version 1, by its API reference.
 *   <li>VICIdial: {@code did_pattern} and {@code did_active} (Y or N) in its table of inbound numbers, {@code phone_code} and
 *       {@code phone_number} in its table of leads, by its SQL schema.
 *   <li>Google Contacts: {@code Phone 1 - Value} and so on, each behind a {@code Phone 1 - Label} (formerly {@code Type}).
 *   <li>Outlook: {@code Primary Phone}, {@code Mobile Phone}, {@code Business Phone}, {@code Business Phone 2} and others.
 *       Numbers of faxes, pagers and assistants are not taken for the contact's.
 * </ul>
 */
final class NumberHeaders {
    /** How many numbers of a contact are looked for. */
    private static final int NUMBERS_OF_A_CONTACT = 20;

    static final CsvColumn NUMBER = CsvColumn.required(
                    "phone_number",
                    "e164",
                    "number_val_e164",
                    "did_pattern",
                    "did_number",
                    "did",
                    "telephone_number",
                    "phone_no",
                    "phone",
                    "number",
                    "telephone",
                    "tel",
                    "msisdn",
                    "caller_id",
                    "caller_id_number")
            .orOneOf(ofContacts());

    static final CsvColumn COUNTRY = CsvColumn.optional("country_code", "country", "iso_country", "country_iso");

    static final CsvColumn CALLING_CODE = CsvColumn.inHeaderOnly("phone_code", "calling_code", "dial_code");

    static final CsvColumn ACTIVE =
            CsvColumn.inHeaderOnly("active", "is_active", "did_active", "enabled", "is_enabled");

    private static final Pattern CALLING_CODE_FORM = Pattern.compile("\\+?([1-9][0-9]{0,3})");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Set<String> YES = Set.of("y", "yes", "true", "t", "1");
    private static final Set<String> NO = Set.of("n", "no", "false", "f", "0");

    private NumberHeaders() {}

    private static List<String> ofContacts() {
        List<String> names =
                new ArrayList<>(List.of("mobile", "mobile_number", "cell", "cell_number", "direct_number"));
        for (String kind : List.of(
                "primary",
                "main",
                "mobile",
                "cell",
                "business",
                "work",
                "home",
                "other",
                "car",
                "radio",
                "direct",
                "company_main")) {
            for (String which : List.of("", " 2", " 3")) {
                names.add(kind + " phone" + which);
                names.add(kind + " phone number" + which);
            }
        }
        for (int i = 1; i <= NUMBERS_OF_A_CONTACT; i++) {
            names.add("phone " + i);
            names.add("phone " + i + " value");
        }
        return names;
    }

    /**
     * Adds to a row what only these columns say.
     *
     * @throws IllegalArgumentException if they say something that cannot be, or that contradicts the others
     */
    static void add(CsvRow row, Map<Column, String> values) {
        String number = values.get(Column.PHONE_NUMBER);
        String code = row.value(CALLING_CODE);
        if (number != null && !code.isEmpty()) {
            values.put(Column.PHONE_NUMBER, international(number, code));
        }
        String active = row.value(ACTIVE);
        if (!active.isEmpty()) {
            String status = status(active);
            String other = values.putIfAbsent(Column.STATUS, status);
            if (other != null && !other.equalsIgnoreCase(status)) {
                throw new IllegalArgumentException(
                        "the status is \"%s\", but another column says \"%s\" of whether it is active"
                                .formatted(Text.visible(other), Text.visible(active)));
            }
        }
    }

    private static String international(String number, String code) {
        var matcher = CALLING_CODE_FORM.matcher(code);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no calling code: write it as 1 or 44".formatted(Text.visible(code)));
        }
        String digits = NO_DIGIT.matcher(number).replaceAll("");
        if (!number.startsWith("+")) {
            return "+" + matcher.group(1) + " " + number;
        }
        if (!digits.startsWith(matcher.group(1))) {
            throw new IllegalArgumentException("the number \"%s\" does not begin with the calling code %s of its row"
                    .formatted(Text.visible(number), code));
        }
        return number;
    }

    /** Returns the status that is meant; a word that is not known as it is, so that it is refused as a status. */
    private static String status(String active) {
        String word = active.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return "active";
        }
        return NO.contains(word) ? "inactive" : active;
    }
}
