package dev.callgate.csv;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberClass;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of assignments. The columns are {@code phone_number} (or another of the names that {@link NumbersCsv} knows),
 * {@code agent_id} (or {@code agent}), {@code daily_limit}, {@code allowed_countries} and {@code allowed_classes}. See
 * {@link AssignmentRow} for their meaning.
 */
public final class AssignmentsCsv {
    private static final CsvColumn NUMBER = NumberHeaders.NUMBER;
    private static final CsvColumn AGENT = CsvColumn.required("agent_id", "agent");
    private static final CsvColumn LIMIT = CsvColumn.optional("daily_limit");
    private static final CsvColumn COUNTRIES = CsvColumn.optional("allowed_countries");
    private static final CsvColumn CLASSES = CsvColumn.optional("allowed_classes");

    private static final List<String> HEADER = List.of(
            "phone_number",
            "agent_id",
            "daily_limit",
            "allowed_countries",
            "allowed_classes",
            "calls_made_today",
            "last_reset_date");

    private AssignmentsCsv() {}

    /**
     * Reads assignments to import, by the rules of {@link CsvRows}. A header must name the number and the agent. Without a
     * header, the columns have the order above, and only these two are required.
     *
     * @param in the bytes of the file; closed with the rows
     */
    public static CsvRows<AssignmentRow> read(InputStream in) {
        return CsvRows.read(in, List.of(NUMBER, AGENT, LIMIT, COUNTRIES, CLASSES), AssignmentsCsv::row);
    }

    private static AssignmentRow row(CsvRow row) {
        return new AssignmentRow(
                row.line(),
                row.text(),
                row.value(NUMBER),
                row.value(AGENT),
                row.value(LIMIT),
                row.value(COUNTRIES),
                row.value(CLASSES),
                row.problem());
    }

    /**
     * Writes assignments with a header and all columns. Importing the file restores the same terms for the same agents. The
     * counts are in the columns {@code calls_made_today} and {@code last_reset_date}, which the reader ignores.
     *
     * <p>An agent ID that a spreadsheet would take for a formula, or that begins or ends with invisible characters, gets a leading
     * apostrophe, which the reader removes.
     *
     * @param assignments consumed once, in order
     * @param out receives UTF-8 without a byte order mark; flushed, but not closed
     * @throws UncheckedIOException if the output fails
     */
    public static void write(Stream<Assignment> assignments, OutputStream out) {
        Output.write(out, HEADER, assignments, AssignmentsCsv::cells);
    }

    private static List<String> cells(Assignment assignment) {
        return List.of(
                Output.value(assignment.number().e164()),
                Output.text(assignment.agent()),
                Output.value(assignment.terms().dailyLimit()),
                String.join(" ", assignment.terms().countries().codes()),
                assignment.terms().classes().stream()
                        .sorted()
                        .map(NumberClass::code)
                        .collect(Collectors.joining(" ")),
                Output.value(assignment.callsMadeToday()),
                Output.value(assignment.lastResetDate()));
    }
}
