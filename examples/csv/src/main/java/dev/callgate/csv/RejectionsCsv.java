package dev.callgate.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.callgate.admin.RejectedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes the rows that an import rejects, as it rejects them: {@code line}, {@code text}, {@code reason} and
 * {@code message}. To be handed to the import as its rejections.
 *
 * <p>Text and message come from whoever wrote the file, and this report is opened in spreadsheets. So what could begin a
 * formula there, at the beginning of a text or behind a separator in it, gets an apostrophe in front; and control
 * characters are written as pictures, such as {@code ␀}.
 *
 * <p>Not safe for use by several threads. If the output breaks, an {@link UncheckedIOException} is thrown.
 */
public final class RejectionsCsv implements Consumer<RejectedRow>, AutoCloseable {
    private final CsvWriter csv;
    private boolean closed;

    private RejectionsCsv(CsvWriter csv) {
        this.csv = csv;
    }

    /**
     * Begins a report.
     *
     * @param out gets UTF-8 without a byte order mark, in pieces; closed with the report
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

    /** Writes what is left, and closes the output; no effect where it is closed. */
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
