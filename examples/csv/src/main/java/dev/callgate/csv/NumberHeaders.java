package dev.callgate.csv;

import dev.callgate.admin.ImportRow.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Column names of the number lists of other programs:
 *
 * <ul>
 *   <li>Twilio, according to its documentation: {@code SID, Phone Number, Friendly Name} in lists of its command line, and the
 *       property names of its API ({@code phone_number}, {@code status}, {@code capabilities} …) in lists of the API.
 *   <li>Telnyx, according to its API reference: the property names of its API, {@code phone_number}, {@code status},
 *       {@code created_at} in version 2 and {@code number_val_e164} in version 1.
 *   <li>VICIdial, according to its SQL schema: {@code did_pattern} and {@code did_active} (Y or N) in its table of inbound numbers,
 *       {@code phone_code} and {@code phone_number} in its table of leads.
 *   <li>Google Contacts: {@code Phone 1 - Value} and so on, each after a {@code Phone 1 - Label} (formerly {@code Type}).
 *   <li>Outlook: {@code Primary Phone}, {@code Mobile Phone}, {@code Business Phone}, {@code Business Phone 2} and others. Fax,
 *       pager and assistant numbers are ignored.
 * </ul>
 */
final class NumberHeaders {
    /** Maximum number of numbered phone columns of a contact. */
    private static final int MAX_NUMBERS_OF_A_CONTACT = 20;

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
        for (int i = 1; i <= MAX_NUMBERS_OF_A_CONTACT; i++) {
            names.add("phone " + i);
            names.add("phone " + i + " value");
        }
        return names;
    }

    /**
     * Adds the values of the columns that the library itself does not know.
     *
     * @throws IllegalArgumentException if a value is not valid, or contradicts another column
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
                throw new IllegalArgumentException("the status \"%s\" contradicts the value \"%s\" of the active column"
                        .formatted(Text.visible(other), Text.visible(active)));
            }
        }
    }

    private static String international(String number, String code) {
        var matcher = CALLING_CODE_FORM.matcher(code);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a calling code: write it as 1 or 44".formatted(Text.visible(code)));
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

    /** Returns the status for the word; returns an unknown word unchanged, so that it is rejected as a status. */
    private static String status(String active) {
        String word = active.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return "active";
        }
        return NO.contains(word) ? "inactive" : active;
    }
}
