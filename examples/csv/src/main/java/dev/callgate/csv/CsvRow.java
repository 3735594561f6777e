package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.List;

/** A row of a file. Immutable. */
public final class CsvRow {
    private final long line;
    private final String text;
    private final List<CsvColumn> columns;
    private final List<String> values;

    @Nullable
    private final String problem;

    CsvRow(long line, String text, List<CsvColumn> columns, List<String> values, @Nullable String problem) {
        this.line = line;
        this.text = text;
        this.columns = columns;
        this.values = values;
        this.problem = problem;
    }

    /** Returns the line of the file that it stands on, from 1. */
    public long line() {
        return line;
    }

    /**
     * Returns the line as it was written, for a report. Control characters, besides tabs, are shown as pictures, such as
     * {@code ␀}; of more than 2,000 characters, the first 200 are shown, and how many there are.
     */
    public String text() {
        return text;
    }

    /** Returns why it could not be taken apart, in a sentence; null where it could. */
    @Nullable
    public String problem() {
        return problem;
    }

    /**
     * Returns what it says in a column, without outer spaces, and without the apostrophe that keeps spreadsheets from taking
     * it for a formula; empty where it says nothing, or could not be taken apart.
     *
     * @throws IllegalArgumentException if the file is not read with this column
     */
    public String value(CsvColumn column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("the file is not read with a column " + column.name());
        }
        return value(place);
    }

    /** Returns what it says in the column that is at this place in the list of columns. */
    String value(int place) {
        return problem == null ? values.get(place) : "";
    }
}
