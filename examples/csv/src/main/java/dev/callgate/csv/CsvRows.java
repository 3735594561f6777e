package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/**
 * The rows of a CSV file, read one by one as they are asked for, in the same memory however long the file or a line is.
 *
 * <ol>
 *   <li>A row is a line: what ends with CR, LF or CRLF. Lines without any text are skipped, and counted.
 *   <li>A line is UTF-8; one that cannot be is windows-1252. A file with a byte order mark of UTF-16 is UTF-16.
 *   <li>The separator is the comma, semicolon or tab that stands first outside quotes in the first line that has one.
 *   <li>The first line with text is a header if it names a column, and no cell of it has as many digits as a number. Then
 *       the columns stand where it says, and cells below other names are ignored. Without a header, they stand in the order
 *       in which the reader was given them.
 *   <li>A row may have fewer cells than there are columns. One that cannot be taken apart is a row with a problem: a quote
 *       that is not closed on its line, text behind a closing quote, more cells than columns, a value of more than 2,000
 *       characters, a line of more than 65,536 bytes.
 * </ol>
 *
 * <p>Not safe for use by several threads. {@link #hasNext} and {@link #next} throw a {@link CsvException} if the header lacks
 * a required column or names one twice, and an {@link UncheckedIOException} if the input breaks.
 *
 * @param <R> what becomes of each row
 */
public final class CsvRows<R> implements Iterator<R>, AutoCloseable {
    private final Lines lines;
    private final LineParser parser = new LineParser();
    private final List<CsvColumn> columns;
    private final Function<? super CsvRow, ? extends R> reading;

    @Nullable
    private Layout layout;

    @Nullable
    private R next;

    private CsvRows(InputStream in, List<CsvColumn> columns, Function<? super CsvRow, ? extends R> reading) {
        this.lines = new Lines(in);
        this.columns = columns;
        this.reading = reading;
    }

    /**
     * Begins to read; nothing is read before the first row is asked for.
     *
     * @param in the file's bytes; closed with the rows
     * @param columns those that are wanted, in their order in files without a header
     * @param reading makes something of each row, also of one with a {@link CsvRow#problem}; what it throws is passed on
     */
    public static <R> CsvRows<R> read(
            InputStream in, List<CsvColumn> columns, Function<? super CsvRow, ? extends R> reading) {
        return new CsvRows<>(
                Objects.requireNonNull(in, "in"), List.copyOf(columns), Objects.requireNonNull(reading, "reading"));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = advance();
        }
        return next != null;
    }

    @Override
    public R next() {
        R found = next == null ? advance() : next;
        if (found == null) {
            throw new NoSuchElementException("the file has no more rows");
        }
        next = null;
        return found;
    }

    @Nullable
    private R advance() {
        for (Line line = readLine(); line != null; line = readLine()) {
            if (line.isBlank()) {
                continue;
            }
            Cells cells = parser.parse(line);
            if (layout != null) {
                return reading.apply(layout.row(cells));
            }
            layout = Layout.of(columns, cells);
            if (!layout.hasHeader()) {
                return reading.apply(layout.row(cells));
            }
        }
        return null;
    }

    @Nullable
    private Line readLine() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Closes the input. */
    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
