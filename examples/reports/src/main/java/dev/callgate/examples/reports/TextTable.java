package dev.callgate.examples.reports;

import dev.callgate.host.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A report for people: columns as wide as what is in them, names to the left and numbers to the right. Immutable. */
final class TextTable<R> {
    private static final String INDENT = "  ";

    private final List<TextColumn<R>> columns;

    private TextTable(List<TextColumn<R>> columns) {
        this.columns = List.copyOf(columns);
    }

    private record TextColumn<R>(String title, boolean left, Function<R, String> text) {
        String padded(String cell, int width) {
            String spaces = " ".repeat(width - cell.length());
            return left ? cell + spaces : spaces + cell;
        }
    }

    static <R> TextTable<R> empty() {
        return new TextTable<>(List.of());
    }

    TextTable<R> left(String title, Function<R, String> text) {
        return with(new TextColumn<>(title, true, row -> Text.oneLine(text.apply(row))));
    }

    TextTable<R> right(String title, Function<R, String> text) {
        return with(new TextColumn<>(title, false, text));
    }

    private TextTable<R> with(TextColumn<R> column) {
        List<TextColumn<R>> more = new ArrayList<>(columns);
        more.add(column);
        return new TextTable<>(more);
    }

    /** Prints a header, and the rows below it. */
    void print(PrintWriter out, List<R> rows) {
        printShortened(out, rows, rows.size(), 0);
    }

    /** Prints the first and the last rows, and how many are left out between them. */
    void printShortened(PrintWriter out, List<R> rows, int first, int last) {
        List<List<String>> lines = lines(rows);
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> maxWidth(lines, column))
                .toArray();
        int leftOut = rows.size() - first - last;
        for (int i = 0; i < lines.size(); i++) {
            if (i <= first || i > rows.size() - last) {
                out.println(line(lines.get(i), widths));
            } else if (i == first + 1) {
                out.println(INDENT + "... " + Text.count(leftOut) + " more");
            }
        }
    }

    /** Returns the header and the rows. */
    private List<List<String>> lines(List<R> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(TextColumn::title).toList());
        for (R row : rows) {
            lines.add(columns.stream().map(column -> column.text().apply(row)).toList());
        }
        return lines;
    }

    private static int maxWidth(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            line.append(INDENT).append(columns.get(i).padded(cells.get(i), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
