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
 *   <li>A row is a line: what ends with CR, LF or CRLF. A cell in quotes may hold line ends: then the row is all its lines, up
 *       to 100, unless one of the lines within the quotes reads as a row of its own, so that a quote that is not closed spoils
 *       its own line only. Lines without any text, and rows without any, are skipped, and the lines counted.
 *   <li>A line is UTF-8; one that cannot be is windows-1252. A file with a byte order mark of UTF-16 is UTF-16, and so is one
 *       without a mark whose first 512 bytes are those of ASCII text in UTF-16.
 *   <li>A header is the first of the first 20 lines with text that names each required column, and in which no cell is a
 *       number. The columns stand where it says, and cells below other names are ignored; so are lines above it, which are
 *       titles, unless one of them holds a number. Without a header, columns stand in the order in which the reader was given
 *       them.
 *   <li>The separator is the comma, semicolon, tab or vertical bar by which the header names the most columns; without a
 *       header, the one that stands first outside quotes in the first line that has one. A first line such as {@code sep=;}
 *       says it instead.
 *   <li>A cell is read without spaces and invisible characters around it, and one that is a formula of a text, such as
 *       {@code ="+12025550123"}, for its text.
 *   <li>A row may have fewer cells than there are columns. One that cannot be taken apart is a row with a problem: a quote
 *       that is not closed, text behind a closing quote, more cells than columns, a value of more than 2,000 characters, a line
 *       of more than 65,536 bytes, the same header once more, different values in columns of which one counts.
 * </ol>
 *
 * <p>Nothing is guessed: where the columns cannot be known, the file is refused. {@link #hasNext} and {@link #next} throw a
 * {@link CsvException} if the header lacks a required column, names one twice or cannot be read; if a number stands above it;
 * if a line above the rows has several cells without any digits that name no known column; and if another header follows below
 * rows.
 *
 * <p>Not thread-safe. If the input fails, an {@link UncheckedIOException} is thrown after the rows that were read.
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
            requireUnbroken();
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
                "line %d, \"%s\", is a header, and the rows above it were read %s: rows below another header belong in another file"
                        .formatted(
                                header.line().number(),
                                header.text(),
                                layout.hasHeader() ? "by another header" : "without one"));
    }

    private void requireUnbroken() {
        try {
            ahead.requireUnbroken();
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
