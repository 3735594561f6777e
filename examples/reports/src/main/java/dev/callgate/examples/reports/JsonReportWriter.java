package dev.callgate.examples.reports;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
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
 * Writes reports as JSON: an array of objects, one per line, in UTF-8. Days are strings such as {@code "2026-03-01"}; counts, rates
 * and seconds are numbers. Unknown values are null.
 */
final class JsonReportWriter extends ReportWriter {
    private static final Separators NO_SPACES = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Spacing.NONE)
            .withObjectEntrySpacing(Spacing.NONE);

    private static final PrettyPrinter ONE_OBJECT_PER_LINE = new DefaultPrettyPrinter(NO_SPACES)
            .withArrayIndenter(new DefaultIndenter("", "\n"))
            .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter());

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    @Override
    <R> void write(Report<R> report, OutputStream out) {
        try (JsonGenerator json = MAPPER.writer().with(ONE_OBJECT_PER_LINE).createGenerator(out)) {
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
