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
 * {@code in_service_since}, which say what {@link ImportRow.Column} tells. Other names, by which lists of providers and dialers call them, are in
 * {@link NumberHeaders}, and with a header, a file may have two columns more:
 *
 * <ul>
 *   <li>{@code phone_code}, the calling code of a number that is written without it, such as 1 or 44;
 *   <li>{@code active} (or {@code did_active}, {@code enabled}), which says {@code Y} or {@code N} instead of a status.
 * </ul>
 *
 * <p>Lists of contacts have a column for each kind of number. A row of such a list may have a number in one of them; where it
 * has several, the row is rejected, since it does not say which is meant.
 */
public final class NumbersCsv {
    /** What the columns say, in their order. */
    private static final List<Column> SAYS = List.of(Column.values());

    private static final List<CsvColumn> COLUMNS = Stream.concat(
                    SAYS.stream().map(NumbersCsv::column), Stream.of(NumberHeaders.CALLING_CODE, NumberHeaders.ACTIVE))
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

    /** Names no capability; an empty cell would say nothing, and mean the usual one. */
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
     * Reads numbers to import, as {@link CsvRows} reads any file. A header has to name the number; without one, the columns
     * stand in the order above, of which a row needs only the first.
     *
     * @param in the file's bytes; closed with the rows
     */
    public static CsvRows<ImportRow> read(InputStream in) {
        return CsvRows.read(in, COLUMNS, NumbersCsv::row);
    }

    private static ImportRow row(CsvRow row) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (int i = 0; i < SAYS.size(); i++) {
            String value = row.value(i);
            if (!value.isEmpty()) {
                values.put(SAYS.get(i), value);
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
     * Writes numbers with a header and all columns, so that reading and importing them gives the same numbers, to the last
     * field; and in a column {@code assigned_to}, which the reader ignores, the agent that has each.
     *
     * <p>A provider or agent that a spreadsheet would take for a formula gets an apostrophe in front, which the reader takes
     * off; a control character, which no provider should have, becomes a space. A number keeps its plus sign bare, which is
     * no danger before digits only.
     *
     * @param numbers read once, in their order
     * @param out gets UTF-8 without a byte order mark; flushed, and not closed
     * @throws UncheckedIOException if the output breaks
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
