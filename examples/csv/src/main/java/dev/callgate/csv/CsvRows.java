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
 * The rows of a CSV file, read one at a time. Memory use depends neither on the length of the file nor on that of a line.
 *
 * <ol>
 *   <li>A row is one line, ended by CR, LF or CRLF. A quoted cell may contain line ends: then the row has up to 100 lines. If any
 *       of the lines within the quotes can be parsed as a row of its own, the lines are not joined, so that an unclosed quote
 *       affects only its own line. Blank lines and empty rows are skipped, but count in line numbers.
 *   <li>A line is decoded as UTF-8 or, if it is not valid UTF-8, as windows-1252. A file is UTF-16 if it has a byte order mark of
 *       UTF-16, or if it has no mark and its first 512 bytes look like ASCII text in UTF-16.
 *   <li>The header is the first of the first 20 non-blank lines that names every required column and has no cell with a number.
 *       It defines the positions of the columns. Columns with unknown names are ignored. Lines above the header are skipped as
 *       titles, unless one of them contains a number. Without a header, the columns have the order that was passed to the reader.
 *   <li>The separator is the comma, semicolon, tab or vertical bar that yields the most known column names in the header. Without
 *       a header, it is the first one outside quotes in the first line that has one. A first line such as {@code sep=;} overrides
 *       both.
 *   <li>A cell is read without surrounding spaces and invisible characters. A formula for a text, such as
 *       {@code ="+12025550123"}, is read as the text.
 *   <li>A row may have fewer cells than there are columns. A row has a problem if it has an unclosed quote, text after a closing
 *       quote, more cells than columns, a value of more than 2,000 characters, a line of more than 65,536 bytes, or different
 *       values in alternative columns, or if it repeats the header.
 * </ol>
 *
 * <p>Nothing is guessed: a file whose columns cannot be determined is refused. {@link #hasNext} and {@link #next} throw a
 * {@link CsvException} if the header lacks a required column, names one twice or cannot be parsed; if a number is above the header;
 * if a line above the rows has several cells, none of which has digits or is a known column name; or if another header follows
 * after rows.
 *
 * <p>Not thread-safe. If the input fails, an {@link UncheckedIOException} is thrown after the rows that were read before.
 *
 * @param <R> type of the rows
 */
public final class CsvRows<R> implements Iterator<R>, AutoCloseable {
    private final Lookahead ahead;
    private final Records records;
    private final List<CsvColumn> columns;
    private final Function<? super CsvRow, ? extends R> reading;

    @Nullable
    private Beginning.Start start;

    @Nullable
    private R next;

    private CsvRows(InputStream in, List<CsvColumn> columns, Function<? super CsvRow, ? extends R> reading) {
        this.ahead = new Lookahead(new Lines(in));
        this.records = new Records(ahead);
        this.columns = columns;
        this.reading = reading;
    }

    /**
     * Creates a reader; it reads nothing before the first row is requested.
     *
     * @param in the bytes of the file; closed with the rows
     * @param columns the requested columns, in the order of files without a header
     * @param reading converts each row, also one with a {@link CsvRow#problem}; its exceptions are propagated
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
        if (start == null) {
            start = new Beginning(ahead, columns).find();
        }
        Layout layout = start.layout();
        for (Records.Found found = take(start); found != null; found = take(start)) {
            Cells cells = found.cells();
            if (cells.isEmpty()) {
                continue;
            }
            return reading.apply(layout.row(layout.isHeader(cells) ? repeated(cells, layout) : cells));
        }
        return null;
    }

    @Nullable
    private Records.Found take(Beginning.Start from) {
        Records.Found found = records.at(0, from.parser(), from.layout());
        if (found == null) {
            rethrowFailure();
        } else {
            ahead.drop(found.lines());
        }
        return found;
    }

    /** Concatenated files have a header in the middle. The same header is reported as a problem; another one is an error. */
    private Cells repeated(Cells header, Layout layout) {
        if (layout.hasHeader() && layout.isSameAs(Layout.of(columns, header))) {
            return Cells.unreadable(header.line(), "the header is repeated");
        }
        throw new CsvException(
                "line %d (\"%s\") is a header, but the rows above it were read %s: move the rows below it to another file"
                        .formatted(
                                header.line().number(),
                                header.text(),
                                layout.hasHeader() ? "with another header" : "without one"));
    }

    private void rethrowFailure() {
        try {
            ahead.rethrowFailure();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Closes the input. */
    @Override
    public void close() {
        try {
            ahead.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
