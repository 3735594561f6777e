package dev.callgate.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes files as UTF-8 without a byte order mark, with commas, CRLF line ends, and quotes where needed. */
final class Output {
    private Output() {}

    /** Writes a whole file. Does not close the output. */
    static <T> void write(OutputStream out, List<String> header, Stream<T> rows, Function<T, List<String>> cells) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(header);
        rows.forEachOrdered(row -> csv.writeRecord(cells.apply(row)));
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the cell for free text. */
    static String text(@Nullable Object value) {
        return value == null ? "" : Literal.marked(Formulas.disarmed(Text.withoutControls(value.toString())));
    }

    /** Returns the cell for a value that needs no escaping. */
    static String value(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
