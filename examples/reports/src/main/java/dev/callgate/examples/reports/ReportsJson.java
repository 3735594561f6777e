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
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@link Reports} as JSON: an array of objects, one on each line, in UTF-8. The properties are named as the columns of
 * {@link ReportsCsv}, and what is not asked by is none.
 *
 * <p>Days are texts such as {@code "2026-03-01"}; counts are integers; rates have four decimals, seconds one. A rate of an empty
 * sample, with the ends of its interval, and a mean or a margin that nobody knows are null.
 *
 * <p>Each method writes a whole document, flushes the output and does not close it. If the output breaks, an
 * {@link UncheckedIOException} is thrown.
 */
public final class ReportsJson {
    private static final Separators NO_SPACES = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Spacing.NONE)
            .withObjectEntrySpacing(Spacing.NONE);

    private static final PrettyPrinter ONE_OBJECT_A_LINE = new DefaultPrettyPrinter(NO_SPACES)
            .withArrayIndenter(new DefaultIndenter("", "\n"))
            .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter());

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ReportsJson() {}

    /**
     * Writes usage; see {@link ReportsCsv#usage}.
     *
     * @param by what was asked by
     * @param rows what {@link Reports#usage} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void usage(Set<Dimension> by, List<UsageRow> rows, OutputStream out) {
        write(Report.usage(by, rows), out);
    }

    /**
     * Writes refusals; see {@link ReportsCsv#refusals}. The agent is null where it is empty there.
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
     * Writes how much of their limits assignments have used; see {@link ReportsCsv#utilization}.
     *
     * @param rows what {@link Reports#utilization} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void utilization(List<Utilization> rows, OutputStream out) {
        write(Report.utilization(rows), out);
    }

    /**
     * Writes the numbers that are suggested to rest; see {@link ReportsCsv#quarantineCandidates}.
     *
     * @param rows what {@link dev.callgate.report.NumberPerformance#quarantineCandidates} answered
     * @throws UncheckedIOException if the output breaks
     */
    public static void quarantineCandidates(List<Suggestion> rows, OutputStream out) {
        write(Report.quarantineCandidates(rows), out);
    }

    static <R> void write(Report<R> report, OutputStream out) {
        try (JsonGenerator json = MAPPER.writer().with(ONE_OBJECT_A_LINE).createGenerator(out)) {
            json.writeStartArray();
            for (R row : report.rows()) {
                write(json, report.columns(), row);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    private static <R> void write(JsonGenerator json, List<Column<R>> columns, R row) {
        json.writeStartObject();
        for (Column<R> column : columns) {
            json.writeName(column.name());
            write(json, column.of(row));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Cell cell) {
        switch (cell.kind()) {
            case NAME, WORD -> json.writeString(cell.text());
            case NUMBER -> json.writeNumber(cell.text());
            case UNKNOWN -> json.writeNull();
        }
    }
}
