package dev.callgate.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.callgate.admin.RejectedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes the rejected rows of an import: {@code line}, {@code text}, {@code reason} and {@code message}. Pass it to the import as the
 * consumer of rejections.
 *
 * <p>Text and message contain data of an untrusted file, and users open this report in spreadsheets. So a text that could begin a
 * formula, at its beginning or after a separator, gets a leading apostrophe, and control characters are written as pictures, such as
 * {@code ␀}.
 *
 * <p>Not thread-safe. Throws an {@link UncheckedIOException} if the output fails.
 */
public final class RejectionsCsv implements Consumer<RejectedRow>, AutoCloseable {
    private final CsvWriter csv;
    private boolean closed;

    private RejectionsCsv(CsvWriter csv) {
        this.csv = csv;
    }

    /**
     * Creates a report.
     *
     * @param out receives UTF-8 without a byte order mark; closed with the report
     */
    public static RejectionsCsv to(OutputStream out) {
        RejectionsCsv report = new RejectionsCsv(CsvWriter.builder().build(out));
        report.csv.writeRecord("line", "text", "reason", "message");
        return report;
    }

    @Override
    public void accept(RejectedRow row) {
        csv.writeRecord(
                Long.toString(row.line()),
                Formulas.disarmed(Text.visible(row.text())),
                row.reason().name().toLowerCase(Locale.ROOT),
                Formulas.disarmed(Text.visible(row.message())));
    }

    /** Flushes and closes the output; has no effect if it is closed. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
