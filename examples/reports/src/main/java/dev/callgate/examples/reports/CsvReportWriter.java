package dev.callgate.examples.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.callgate.csv.Formulas;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * Writes reports as CSV: UTF-8 without a byte order mark, separated by commas, lines that end with CRLF, quotes only where needed,
 * and a header, even if there are no rows. Unknown values are empty.
 *
 * <p>Agent IDs and reasons are free text. A value that a spreadsheet would read as a formula gets a leading apostrophe, which
 * {@link Formulas#restored} removes; control characters become spaces.
 */
final class CsvReportWriter extends ReportWriter {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    @Override
    <R> void write(Report<R> report, OutputStream out) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(report.header());
        for (R row : report.rows()) {
            csv.writeRecord(
                    report.cells(row).stream().map(CsvReportWriter::text).toList());
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
