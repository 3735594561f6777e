package dev.callgate.examples.quickstart;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.annotation.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A CSV file, read row by row. If the first row names the first column it is a header, and the columns may stand in any
 * order; otherwise they stand in the order of the list.
 */
final class CsvTable implements Iterator<CsvTable.Row>, AutoCloseable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    /** Where each column stands; -1 where the file does not have it. */
    private final List<Integer> places;

    @Nullable
    private CsvRecord next;

    private CsvTable(String name, Reader in, List<Column> columns) {
        this.name = name;
        this.reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(in);
        this.records = reading(reader::iterator);
        this.next = read();
        this.places = placesOf(columns);
    }

    /**
     * What a column holds.
     *
     * @param required whether a header has to name it
     * @param names what headers call it, in lower case
     */
    record Column(boolean required, Set<String> names) {}

    /**
     * One row.
     *
     * @param line the line of the file that it begins on, from 1
     * @param text the row as CSV
     * @param fields the columns' values without outer spaces, empty where the row has none
     */
    record Row(long line, String text, List<String> fields) {}

    /** Opens a file, or the sample of that name where none is given. */
    static CsvTable open(@Nullable Path file, String sample, List<Column> columns) {
        String name = file == null ? "the sample " + sample : file.toString();
        try {
            InputStream in = file == null ? CsvTable.class.getResourceAsStream(sample) : Files.newInputStream(file);
            return new CsvTable(name, decoded(Objects.requireNonNull(in, sample)), columns);
        } catch (NoSuchFileException e) {
            throw new UserException("cannot read %s: there is no such file".formatted(name), e);
        } catch (IOException e) {
            throw new UserException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** FastCSV would skip the byte order mark too, but then misreads files of less than four bytes (seen in 4.1.0). */
    private static Reader decoded(InputStream in) throws IOException {
        Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    String name() {
        return name;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Row next() {
        CsvRecord found = next;
        if (found == null) {
            throw new NoSuchElementException(name);
        }
        next = read();
        List<String> fields = places.stream().map(place -> field(found, place)).toList();
        return new Row(found.getStartingLineNumber(), text(found), fields);
    }

    UserException wrong(Row row, String problem) {
        return new UserException("%s, line %d: %s".formatted(name, row.line(), problem));
    }

    private List<Integer> placesOf(List<Column> columns) {
        List<String> first = next == null
                ? List.of()
                : next.getFields().stream()
                        .map(field -> field.strip().toLowerCase(Locale.ROOT))
                        .toList();
        boolean header = first.stream().anyMatch(columns.get(0).names()::contains);
        if (!header) {
            return columns.stream().map(columns::indexOf).toList();
        }
        next = read();
        return columns.stream().map(column -> placeOf(column, first)).toList();
    }

    private int placeOf(Column column, List<String> header) {
        for (int i = 0; i < header.size(); i++) {
            if (column.names().contains(header.get(i))) {
                return i;
            }
        }
        if (column.required()) {
            throw new UserException("%s: the header %s has no column %s"
                    .formatted(name, header, column.names().iterator().next()));
        }
        return -1;
    }

    private static String field(CsvRecord found, int place) {
        return place < 0 || place >= found.getFieldCount()
                ? ""
                : found.getField(place).strip();
    }

    /** The parser does not keep the line; written again, only needless quotes are lost. */
    private static String text(CsvRecord found) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            writer.writeRecord(found.getFields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().strip();
    }

    @Nullable
    private CsvRecord read() {
        return reading(() -> records.hasNext() ? Optional.of(records.next()) : Optional.<CsvRecord>empty())
                .orElse(null);
    }

    private <T> T reading(Supplier<T> step) {
        try {
            return step.get();
        } catch (CsvParseException | UncheckedIOException e) {
            throw new UserException("cannot read %s: %s".formatted(name, reason(e)), e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : reason(cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
