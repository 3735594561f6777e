package dev.callgate.examples.quickstart;

import dev.callgate.examples.quickstart.CsvTable.Column;
import dev.callgate.number.ImportRow;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The rows of a file of numbers, as the library imports them: number, provider, country. */
final class NumbersCsv implements Iterator<ImportRow>, AutoCloseable {
    private static final List<Column> COLUMNS = List.of(
            new Column(true, Set.of("phone_number", "phonenumber", "phone", "number", "e164")),
            new Column(false, Set.of("provider", "carrier")),
            new Column(false, Set.of("country_code", "country")));

    private final CsvTable table;

    private NumbersCsv(CsvTable table) {
        this.table = table;
    }

    static NumbersCsv open(@Nullable Path file) {
        return new NumbersCsv(CsvTable.open(file, "numbers.csv", COLUMNS));
    }

    String name() {
        return table.name();
    }

    @Override
    public boolean hasNext() {
        return table.hasNext();
    }

    @Override
    public ImportRow next() {
        CsvTable.Row row = table.next();
        return new ImportRow(
                row.line(),
                row.text(),
                row.fields().get(0),
                orNull(row.fields().get(1)),
                orNull(row.fields().get(2)));
    }

    /** To the library, null is a value that nobody named; an empty one is a mistake. */
    @Nullable
    private static String orNull(String field) {
        return field.isEmpty() ? null : field;
    }

    @Override
    public void close() {
        table.close();
    }
}
