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
 * {@code agent_id} (or {@code agent}), {@code daily_limit}, {@code allowed_countries} and {@code allowed_classes}, which say what
 * {@link AssignmentRow} tells.
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
     * Reads assignments to import, as {@link CsvRows} reads any file. A header has to name the number and the agent; without
     * one, the columns stand in the order above, of which a row needs only these two.
     *
     * @param in the file's bytes; closed with the rows
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
     * Writes assignments with a header and all columns, so that reading and importing them gives the same terms to the same
     * agents; and in columns {@code calls_made_today} and {@code last_reset_date}, which the reader ignores, what was counted.
     *
     * <p>An agent that a spreadsheet would take for a formula, or that begins or ends with what cannot be seen, gets an apostrophe
     * in front, which the reader takes off.
     *
     * @param assignments read once, in their order
     * @param out gets UTF-8 without a byte order mark; flushed, and not closed
     * @throws UncheckedIOException if the output breaks
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
