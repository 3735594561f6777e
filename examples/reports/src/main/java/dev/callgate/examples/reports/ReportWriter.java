package dev.callgate.examples.reports;

import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Writes {@link Reports} in a format; columns of CSV and properties of JSON have the same names.
 *
 * <p>Rates have four decimals, seconds one; both have a dot, in every locale. The rate of an empty sample, the bounds of its
 * interval, and a mean or margin that cannot be computed are unknown. A rate comes with its 95 % interval (see
 * {@link dev.callgate.report.Proportion}), and its sample is a column of the same row.
 *
 * <p>Each method writes a complete document, flushes the output and does not close it. Thread-safe.
 */
@SuppressWarnings("ClassInitializationDeadlock") // only this class refers to the two others
public abstract sealed class ReportWriter permits CsvReportWriter, JsonReportWriter {
    /** Writes CSV with a header; unknown values are empty. */
    public static final ReportWriter CSV = new CsvReportWriter();

    /** Writes a JSON array of objects, one per line; unknown values are null. */
    public static final ReportWriter JSON = new JsonReportWriter();

    ReportWriter() {}

    /**
     * Writes usage: {@code day}, {@code agent}, {@code number} and {@code country}, of these only the requested dimensions;
     * {@code calls}, {@code released}, {@code counted} (calls that were not released), {@code answered}, {@code busy},
     * {@code no_answer}, {@code failed}, {@code rejected}, {@code completed} (the sum of these five); {@code answer_rate},
     * {@code answer_rate_low}, {@code answer_rate_high}, of {@code completed}; {@code answered_by_machine}, {@code abandoned};
     * {@code abandonment_rate}, {@code abandonment_rate_low}, {@code abandonment_rate_high}, of calls that a person answered; {@code short_calls},
     * {@code short_call_rate}, {@code short_call_rate_low}, {@code short_call_rate_high}, of {@code answered};
     * {@code talk_seconds}, {@code average_seconds} and {@code average_seconds_margin}, of {@code answered}.
     *
     * @param by the dimensions of the query
     * @param rows the result of {@link Reports#usage}
     * @throws UncheckedIOException if the output fails
     */
    public final void usage(Set<Dimension> by, List<UsageRow> rows, OutputStream out) {
        write(Report.usage(by, rows), out);
    }

    /**
     * Writes refusals: {@code day} and {@code agent}, of these only the requested dimensions, {@code reason} and
     * {@code refusals}. The agent is unknown for refusals of agents without a number: see {@link RefusalRow}.
     *
     * @param by the dimensions of the query
     * @param rows the result of {@link Reports#refusals}
     * @throws IllegalArgumentException if a dimension is the number or the country; then nothing is written
     * @throws UncheckedIOException if the output fails
     */
    public final void refusals(Set<Dimension> by, List<RefusalRow> rows, OutputStream out) {
        write(Report.refusals(by, rows), out);
    }

    /**
     * Writes the share of their daily limits that assignments have used: {@code agent}, {@code number}, {@code calls},
     * {@code daily_limit} and {@code share}.
     *
     * @param rows the result of {@link Reports#utilization}
     * @throws UncheckedIOException if the output fails
     */
    public final void utilization(List<Utilization> rows, OutputStream out) {
        write(Report.utilization(rows), out);
    }

    /**
     * Writes the numbers suggested for quarantine: {@code number}, {@code completed}, {@code answered}; {@code answer_rate},
     * {@code answer_rate_low}, {@code answer_rate_high}, of {@code completed}; {@code others_answer_rate},
     * {@code others_answer_rate_low} and {@code others_answer_rate_high}, of all other numbers together.
     *
     * @param rows the result of {@link dev.callgate.report.NumberPerformance#quarantineCandidates}
     * @throws UncheckedIOException if the output fails
     */
    public final void quarantineCandidates(List<Suggestion> rows, OutputStream out) {
        write(Report.quarantineCandidates(rows), out);
    }

    abstract <R> void write(Report<R> report, OutputStream out);
}
