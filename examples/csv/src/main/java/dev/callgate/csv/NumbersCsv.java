package dev.callgate.csv;

import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.model.Capability;
import dev.callgate.model.PhoneNumber;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of numbers. The columns are {@code phone_number}, {@code provider} (or {@code carrier}), {@code country_code} (or
 * {@code country}), {@code capabilities}, {@code status}, {@code quarantined_until}, {@code created_at}, {@code updated_at} and
 * {@code in_service_since}. See {@link ImportRow.Column} for their meaning. The names of columns in
 * the lists of Twilio, Telnyx and VICIdial and in the contacts of Google and Outlook are recognized, too. A file with a header may have two more columns:
 *
 * <ul>
 *   <li>{@code phone_code}: the calling code, such as 1 or 44, of a number that is written without it;
 *   <li>{@code active} (or {@code did_active}, {@code enabled}): {@code Y} or {@code N} instead of a status.
 * </ul>
 *
 * <p>Lists of contacts have a column for each kind of number. A row with a number in one of these columns is read. A row with
 * several different numbers is rejected, because it is ambiguous.
 */
public final class NumbersCsv {
    /** The library's columns, in order. */
    private static final List<Column> LIBRARY_COLUMNS = List.of(Column.values());

    private static final List<CsvColumn> COLUMNS = Stream.concat(
                    LIBRARY_COLUMNS.stream().map(NumbersCsv::column),
                    Stream.of(NumberHeaders.CALLING_CODE, NumberHeaders.ACTIVE))
            .toList();

    private static final List<String> HEADER = List.of(
            "phone_number",
            "provider",
            "country_code",
            "capabilities",
            "status",
            "quarantined_until",
            "created_at",
            "updated_at",
            "in_service_since",
            "assigned_to");

    /** Stands for no capability; an empty cell would mean the default. */
    private static final String NO_CAPABILITY = "none";

    private NumbersCsv() {}

    private static CsvColumn column(Column column) {
        return switch (column) {
            case PHONE_NUMBER -> NumberHeaders.NUMBER;
            case PROVIDER -> CsvColumn.optional("provider", "carrier");
            case COUNTRY_CODE -> NumberHeaders.COUNTRY;
            case CAPABILITIES, STATUS, QUARANTINED_UNTIL, CREATED_AT, UPDATED_AT, IN_SERVICE_SINCE ->
                CsvColumn.optional(column.name().toLowerCase(Locale.ROOT));
        };
    }

    /**
     * Reads numbers to import, by the rules of {@link CsvRows}. A header must name the number. Without a header, the columns have
     * the order above, and only the first one is required.
     *
     * @param in the bytes of the file; closed with the rows
     */
    public static CsvRows<ImportRow> read(InputStream in) {
        return CsvRows.read(in, COLUMNS, NumbersCsv::row);
    }

    private static ImportRow row(CsvRow row) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (int i = 0; i < LIBRARY_COLUMNS.size(); i++) {
            String value = row.value(i);
            if (!value.isEmpty()) {
                values.put(LIBRARY_COLUMNS.get(i), value);
            }
        }
        try {
            NumberHeaders.add(row, values);
            return new ImportRow(row.line(), row.text(), values, row.problem());
        } catch (IllegalArgumentException e) {
            return ImportRow.unreadable(row.line(), row.text(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes numbers with a header and all columns. Importing the file restores the same numbers with all their properties. The
     * column {@code assigned_to}, which the reader ignores, has the agent that each number is assigned to.
     *
     * <p>A provider or agent ID that a spreadsheet would take for a formula gets a leading apostrophe, which the reader removes. A
     * control character becomes a space. Telephone numbers get no apostrophe: a plus sign followed by digits only is harmless.
     *
     * @param numbers consumed once, in order
     * @param out receives UTF-8 without a byte order mark; flushed, but not closed
     * @throws UncheckedIOException if the output fails
     */
    public static void write(Stream<PhoneNumber> numbers, OutputStream out) {
        Output.write(out, HEADER, numbers, NumbersCsv::cells);
    }

    private static List<String> cells(PhoneNumber number) {
        return List.of(
                Output.value(number.e164()),
                Output.text(number.provider()),
                number.country(),
                capabilities(number.capabilities()),
                number.status().name().toLowerCase(Locale.ROOT),
                Output.value(number.quarantinedUntil()),
                Output.value(number.createdAt()),
                Output.value(number.updatedAt()),
                Output.value(number.inServiceSince()),
                Output.text(number.assignedTo()));
    }

    private static String capabilities(Set<Capability> capabilities) {
        return capabilities.isEmpty()
                ? NO_CAPABILITY
                : capabilities.stream()
                        .sorted()
                        .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
    }
}
