package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the columns stand in a file.
 *
 * @param columns those that are wanted
 * @param places where each of them stands, from 0: nowhere where the file does not have it, in several places where a row may
 *     say it in any of them
 * @param width how many columns the file has
 * @param header the cells of the header, if there is one
 */
record Layout(
        List<CsvColumn> columns,
        List<List<Integer>> places,
        int width,
        @Nullable List<String> header) {
    /** So many digits alone in a line are a number rather than a postal code. */
    private static final int DIGITS_OF_A_LONG_NUMBER = 7;

    /** Returns where the columns stand in a file without a header. */
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
     * Finds the columns by a header.
     *
     * @throws CsvException if it does not tell where a column stands
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
                throw new CsvException("the header \"%s\" has several columns %s".formatted(header.text(), name));
            }
            if (!places.isEmpty()) {
                return places;
            }
        }
        List<Integer> places = placesOf(column.alternatives(), header);
        if (places.isEmpty() && column.required()) {
            throw new CsvException(
                    "the header \"%s\" has no column %s".formatted(header.text(), String.join(" or ", column.names())));
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

    /** Returns whether a line within the file names the columns once more, or names others. */
    boolean isHeader(Cells cells) {
        if (cells.problem() != null || requiredPlaces().anyMatch(place -> Digits.count(cells.value(place)) > 0)) {
            return false;
        }
        List<String> filled =
                cells.values().stream().filter(cell -> !cell.isEmpty()).toList();
        return Names.isHeader(columns, filled) && (filled.size() == 1 || Names.count(columns, filled) > 1);
    }

    /** Returns where the required columns stand. */
    IntStream requiredPlaces() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).required())
                .flatMap(i -> places.get(i).stream().mapToInt(Integer::intValue));
    }

    /** Returns whether a line is a row where a required column stands: it holds a number there. */
    boolean readsAsRow(String line, char separator) {
        String[] cells = line.split(Pattern.quote(String.valueOf(separator)), -1);
        boolean asManyCells = cells.length == width && width > 1;
        return requiredPlaces()
                .filter(place -> place < cells.length)
                .mapToObj(place -> cells[place])
                .anyMatch(cell -> Digits.only(cell) && (asManyCells || Digits.count(cell) >= DIGITS_OF_A_LONG_NUMBER));
    }

    /** Returns whether a required column could hold a number. */
    boolean holdsNumber(Cells cells) {
        return requiredPlaces().anyMatch(place -> Digits.couldBeNumber(cells.value(place)));
    }

    CsvRow row(Cells cells) {
        String[] values = new String[places.size()];
        String problem = cells.problem();
        for (int i = 0; i < values.length; i++) {
            Map<String, Integer> said = said(cells, places.get(i));
            values[i] = said.isEmpty() ? "" : said.keySet().iterator().next();
            if (said.size() > 1 && problem == null) {
                problem = several(columns.get(i), said.values());
            }
        }
        problem = problem == null ? problem(cells, values) : problem;
        return new CsvRow(cells.line().number(), cells.text(), columns, List.of(values), problem);
    }

    /** Returns the different texts that a row says in some places, and the first place of each. */
    private static Map<String, Integer> said(Cells cells, List<Integer> places) {
        if (places.size() == 1) {
            return Map.of(Formulas.restored(cells.value(places.get(0))), places.get(0));
        }
        Map<String, Integer> said = new LinkedHashMap<>();
        for (int place : places) {
            String value = Formulas.restored(cells.value(place));
            if (!value.isEmpty()) {
                said.putIfAbsent(value, place);
            }
        }
        return said;
    }

    private String several(CsvColumn column, Iterable<Integer> places) {
        List<String> names = new ArrayList<>();
        places.forEach(place -> names.add("\"" + (header == null ? place : header.get(place)) + "\""));
        return "there is more than one %s, in the columns %s: leave one, or add a column %s that has it"
                .formatted(column.name(), String.join(" and ", names), column.name());
    }

    @Nullable
    private String problem(Cells cells, String[] values) {
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

    /** Returns whether another layout reads rows as this one does. */
    boolean isSameAs(Layout other) {
        return places.equals(other.places) && width == other.width;
    }
}
