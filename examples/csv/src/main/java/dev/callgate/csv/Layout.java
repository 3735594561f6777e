package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The positions of the columns in a file.
 *
 * @param columns the requested columns
 * @param places the positions of each of them, from 0: none if the file does not have the column, several if any of them may have
 *     the value
 * @param width the number of columns of the file
 * @param header the cells of the header; null if there is none
 */
record Layout(
        List<CsvColumn> columns,
        List<List<Integer>> places,
        int width,
        @Nullable List<String> header) {
    /** Minimum number of digits for a cell to be a telephone number instead of, for example, a postal code. */
    private static final int DIGITS_OF_A_LONG_NUMBER = 7;

    /** Returns the layout of a file without a header. */
    static Layout inOrder(List<CsvColumn> columns) {
        List<List<Integer>> places = new ArrayList<>();
        int width = 0;
        for (CsvColumn column : columns) {
            places.add(column.inOrder() ? List.of(width) : List.of());
            width += column.inOrder() ? 1 : 0;
        }
        return new Layout(columns, places, width, null);
    }

    /**
     * Returns the layout that a header defines.
     *
     * @throws CsvException if the header names a column twice, or lacks a required one
     */
    static Layout of(List<CsvColumn> columns, Cells header) {
        List<List<Integer>> places =
                columns.stream().map(column -> placesOf(column, header)).toList();
        return new Layout(columns, places, header.values().size(), header.values());
    }

    private static List<Integer> placesOf(CsvColumn column, Cells header) {
        for (String name : column.names()) {
            List<Integer> places = placesOf(List.of(name), header);
            if (places.size() > 1) {
                throw new CsvException("the header \"%s\" has several columns named %s".formatted(header.text(), name));
            }
            if (!places.isEmpty()) {
                return places;
            }
        }
        List<Integer> places = placesOf(column.alternatives(), header);
        if (places.isEmpty() && column.required()) {
            throw new CsvException("the header \"%s\" has no column named %s"
                    .formatted(header.text(), String.join(" or ", column.names())));
        }
        return places;
    }

    private static List<Integer> placesOf(List<String> names, Cells header) {
        return IntStream.range(0, header.values().size())
                .filter(place -> CsvColumn.isAny(names, header.value(place)))
                .boxed()
                .toList();
    }

    boolean hasHeader() {
        return header != null;
    }

    /** Returns whether a line below the first row is a header, with the same columns or with others. */
    boolean isHeader(Cells cells) {
        if (cells.problem() != null || requiredPlaces().anyMatch(place -> Digits.count(cells.value(place)) > 0)) {
            return false;
        }
        List<String> filled =
                cells.values().stream().filter(cell -> !cell.isEmpty()).toList();
        return Names.isHeader(columns, filled) && (filled.size() == 1 || Names.count(columns, filled) > 1);
    }

    /** Returns the positions of the required columns. */
    IntStream requiredPlaces() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).required())
                .flatMap(i -> places.get(i).stream().mapToInt(Integer::intValue));
    }

    /** Returns whether a line can be read as a row: whether a required column has a number. */
    boolean isReadableAsRow(String line, char separator) {
        String[] cells = line.split(Pattern.quote(String.valueOf(separator)), -1);
        boolean asManyCells = cells.length == width && width > 1;
        return requiredPlaces()
                .filter(place -> place < cells.length)
                .mapToObj(place -> cells[place])
                .anyMatch(cell -> Digits.only(cell) && (asManyCells || Digits.count(cell) >= DIGITS_OF_A_LONG_NUMBER));
    }

    /** Returns whether the value of a required column could be a number. */
    boolean holdsNumber(Cells cells) {
        return requiredPlaces().anyMatch(place -> Digits.looksLikeNumber(cells.value(place)));
    }

    CsvRow row(Cells cells) {
        String[] values = new String[places.size()];
        String problem = cells.problem();
        for (int i = 0; i < values.length; i++) {
            Map<String, Integer> distinct = distinctValues(cells, places.get(i));
            values[i] = distinct.isEmpty() ? "" : distinct.keySet().iterator().next();
            if (distinct.size() > 1 && problem == null) {
                problem = several(columns.get(i), distinct.values());
            }
        }
        problem = problem == null ? problem(cells, values) : problem;
        return new CsvRow(cells.line().number(), cells.text(), columns, List.of(values), problem);
    }

    /** Returns the distinct values of a row at the given positions, each with its first position. */
    private static Map<String, Integer> distinctValues(Cells cells, List<Integer> places) {
        if (places.size() == 1) {
            return Map.of(Formulas.restored(cells.value(places.get(0))), places.get(0));
        }
        Map<String, Integer> distinct = new LinkedHashMap<>();
        for (int place : places) {
            String value = Formulas.restored(cells.value(place));
            if (!value.isEmpty()) {
                distinct.putIfAbsent(value, place);
            }
        }
        return distinct;
    }

    private String several(CsvColumn column, Iterable<Integer> places) {
        List<String> names = new ArrayList<>();
        places.forEach(place -> names.add("\"" + (header == null ? place : header.get(place)) + "\""));
        return "the row has more than one %s, in the columns %s: keep one, or add a column %s that contains it"
                .formatted(column.name(), String.join(" and ", names), column.name());
    }

    @Nullable
    private String problem(Cells cells, String[] values) {
        if (cells.width() > width) {
            return "the row has %d cells for %d columns: put a text that contains a separator in quotes"
                    .formatted(cells.width(), width);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i].length() > Text.MAX_CHARACTERS) {
                return "%s has %d characters; the maximum is %d"
                        .formatted(columns.get(i).name(), values[i].length(), Text.MAX_CHARACTERS);
            }
        }
        return null;
    }

    /** Returns whether another layout reads rows in the same way. */
    boolean isSameAs(Layout other) {
        return places.equals(other.places) && width == other.width;
    }
}
