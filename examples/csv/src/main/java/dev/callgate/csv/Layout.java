package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the columns stand in a file.
 *
 * @param columns those that are wanted
 * @param places where each of them stands, from 0; -1 where the file does not have it
 * @param width how many columns the file has
 * @param hasHeader whether the first line said all this
 */
record Layout(List<CsvColumn> columns, List<Integer> places, int width, boolean hasHeader) {
    /** No telephone number that anybody imports has fewer, and no name of a column has so many. */
    private static final int DIGITS_OF_A_NUMBER = 5;

    private static final Pattern ANY_SEPARATOR = Pattern.compile("[,;\t\"]+");

    /**
     * Finds the columns by the first line.
     *
     * @throws CsvException if it is a header that does not tell where a column stands
     */
    static Layout of(List<CsvColumn> columns, Cells first) {
        requireReadable(columns, first);
        if (!isHeader(columns, first.values())) {
            List<Integer> inOrder = IntStream.range(0, columns.size()).boxed().toList();
            return new Layout(columns, inOrder, columns.size(), false);
        }
        List<Integer> places =
                columns.stream().map(column -> placeOf(column, first)).toList();
        return new Layout(columns, places, first.values().size(), true);
    }

    /** Below a header that cannot be taken apart, nobody knows where the columns stand. */
    private static void requireReadable(List<CsvColumn> columns, Cells first) {
        if (first.problem() != null && isHeader(columns, List.of(ANY_SEPARATOR.split(first.text())))) {
            throw new CsvException("the header \"%s\" cannot be read: %s".formatted(first.text(), first.problem()));
        }
    }

    private static boolean isHeader(List<CsvColumn> columns, List<String> cells) {
        return cells.stream().anyMatch(cell -> columns.stream().anyMatch(column -> column.isNamed(cell)))
                && cells.stream().noneMatch(Layout::couldHoldNumber);
    }

    private static boolean couldHoldNumber(String cell) {
        return cell.codePoints().filter(Character::isDigit).count() >= DIGITS_OF_A_NUMBER;
    }

    private static int placeOf(CsvColumn column, Cells header) {
        for (String name : column.names()) {
            List<Integer> places = IntStream.range(0, header.values().size())
                    .filter(place -> CsvColumn.same(name, header.value(place)))
                    .boxed()
                    .toList();
            if (places.size() > 1) {
                throw new CsvException("the header \"%s\" has several columns %s".formatted(header.text(), name));
            }
            if (!places.isEmpty()) {
                return places.get(0);
            }
        }
        if (column.required()) {
            throw new CsvException(
                    "the header \"%s\" has no column %s".formatted(header.text(), String.join(" or ", column.names())));
        }
        return -1;
    }

    CsvRow row(Cells cells) {
        String[] values = new String[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Formulas.restored(cells.value(places.get(i)));
        }
        return new CsvRow(cells.line().number(), cells.text(), columns, List.of(values), problem(cells, values));
    }

    @Nullable
    private String problem(Cells cells, String[] values) {
        if (cells.problem() != null) {
            return cells.problem();
        }
        if (cells.width() > width) {
            return "there are %d cells for %d columns; a text that holds a separator has to be in quotes"
                    .formatted(cells.width(), width);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i].length() > Text.MOST_CHARACTERS) {
                return "%s has %d characters, of at most %d"
                        .formatted(columns.get(i).name(), values[i].length(), Text.MOST_CHARACTERS);
            }
        }
        return null;
    }
}
