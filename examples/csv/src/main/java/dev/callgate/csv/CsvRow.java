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

    /** Returns the number of the line on which the row begins, from 1. */
    public long line() {
        return line;
    }

    /**
     * Returns the line as it was written, for a report. Control characters other than tabs are shown as pictures, such as
     * {@code ␀}. A line of more than 2,000 characters is cut to the first 200, and its length is added.
     */
    public String text() {
        return text;
    }

    /** Returns the reason why the row could not be parsed; null if it was parsed. */
    @Nullable
    public String problem() {
        return problem;
    }

    /**
     * Returns the value in a column, without outer spaces and without the apostrophe that keeps spreadsheets from taking it for a
     * formula; empty if the cell is empty or missing, or if the row could not be parsed.
     *
     * @throws IllegalArgumentException if the column was not requested when the file was opened
     */
    public String value(CsvColumn column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "column " + column.name() + " was not requested when the file was opened");
        }
        return value(place);
    }

    /** Returns the value in the column with this index in the list of columns. */
    String value(int place) {
        return problem == null ? values.get(place) : "";
    }
}
