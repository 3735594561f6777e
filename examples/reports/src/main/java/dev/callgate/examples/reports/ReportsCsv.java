package dev.callgate.examples.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.callgate.csv.Formulas;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes {@link Reports} as CSV files: UTF-8 without a byte order mark, commas, lines that end with CRLF, quotes where they are
 * needed, and a header, also where there are no rows.
 *
 * <p>Rates have four decimals, seconds one; both have a dot, whatever the locale. A rate of an empty sample, with the ends of its
 * interval, and a mean or a margin that nobody knows are empty cells. Rates come with the 95 % interval that
 * {@link dev.callgate.report.Proportion} tells, and the sample that they are of is a column of the same row.
 *
 * <p>Ids of agents and reasons are texts of others. One that a spreadsheet would take for a formula gets an apostrophe in
 * front, which {@link Formulas#restored} takes off; control characters become spaces.
 *
 * <p>Each method writes a whole file, flushes the output and does not close it. If the output breaks, an
 * {@link UncheckedIOException} is thrown.
 */
public final class ReportsCsv {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ReportsCsv() {}

    /**
     * Writes usage, in columns {@code day}, {@code agent}, {@code number} and {@code country}, of which there are only those
     * that were asked by; {@code calls}, {@code released}, {@code counted} (those that were not released), {@code answered},
     * {@code busy}, {@code no_answer}, {@code failed}, {@code rejected}, {@code completed} (these five together);
     * {@code answer_rate}, {@code answer_rate_low}, {@code answer_rate_high}, of {@code completed}; {@code answered_by_machine},
     * {@code short_calls}, {@code short_call_rate}, {@code short_call_rate_low}, {@code short_call_rate_high}, of
     * {@code answered}; {@code talk_seconds}, {@code average_seconds} and {@code average_seconds_margin}, of {@code answered}.
     *
     * @param by what was asked by
     * @param rows what {@link Reports#usage} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void usage(Set<Dimension> by, List<UsageRow> rows, OutputStream out) {
        write(Report.usage(by, rows), out);
    }

    /**
     * Writes refusals, in columns {@code day} and {@code agent}, of which there are only those that were asked by,
     * {@code reason} and {@code refusals}. The agent is empty where refusals are of agents that had no number: see
     * {@link RefusalRow}.
     *
     * @param by what was asked by
     * @param rows what {@link Reports#refusals} answered
     * @throws IllegalArgumentException if it was asked by number or country; nothing is written then
     * @throws UncheckedIOException if the output breaks
     */
    public static void refusals(Set<Dimension> by, List<RefusalRow> rows, OutputStream out) {
        write(Report.refusals(by, rows), out);
    }

    /**
     * Writes how much of their limits assignments have used, in columns {@code agent}, {@code number}, {@code calls},
     * {@code daily_limit} and {@code share}.
     *
     * @param rows what {@link Reports#utilization} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void utilization(List<Utilization> rows, OutputStream out) {
        write(Report.utilization(rows), out);
    }

    /**
     * Writes the numbers that are suggested to rest, in columns {@code number}, {@code completed}, {@code answered};
     * {@code answer_rate}, {@code answer_rate_low}, {@code answer_rate_high}, of {@code completed};
     * {@code others_answer_rate}, {@code others_answer_rate_low} and {@code others_answer_rate_high}, of all other numbers
     * together.
     *
     * @param rows what {@link dev.callgate.report.NumberPerformance#quarantineCandidates} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void quarantineCandidates(List<Suggestion> rows, OutputStream out) {
        write(Report.quarantineCandidates(rows), out);
    }

    static <R> void write(Report<R> report, OutputStream out) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(report.header());
        for (R row : report.rows()) {
            csv.writeRecord(report.cells(row).stream().map(ReportsCsv::text).toList());
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Cell cell) {
        return cell.kind() == Cell.Kind.NAME
                ? Formulas.disarmed(CONTROL.matcher(cell.text()).replaceAll(" "))
                : cell.text();
    }
}
