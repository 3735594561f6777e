package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the separator and the columns in the first lines of a file: titles may stand above the header. */
final class Beginning {
    /** How many lines with text are looked at for a header. */
    static final int MOST_LINES = 20;

    /** How many lines are looked at, blank ones included. */
    private static final int FURTHEST = 200;

    /** The line by which Excel is told the separator. */
    private static final Pattern DECLARATION =
            Pattern.compile("\"?sep=(.?)\"?[,;\\t| ]*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern ANY_SEPARATOR = Pattern.compile("[,;\t|\"]+");

    private final Lookahead ahead;
    private final Records records;
    private final List<CsvColumn> columns;
    private final Layout inOrder;
    private final Map<Character, LineParser> parsers = new HashMap<>();
    private final List<Integer> places = new ArrayList<>();

    @Nullable
    private Character declared;

    Beginning(Lookahead ahead, List<CsvColumn> columns) {
        this.ahead = ahead;
        this.records = new Records(ahead);
        this.columns = columns;
        this.inOrder = Layout.inOrder(columns);
    }

    /** How the rows are to be read that follow. */
    record Start(LineParser parser, Layout layout) {}

    /** A line that may be the header, taken apart at one of the separators. */
    private record Candidate(int place, Records.Found found, LineParser parser, long named) {
        List<String> values() {
            return found.cells().values();
        }
    }

    /**
     * Passes over what stands above the first row.
     *
     * @throws CsvException if the file does not say what its columns are
     */
    Start find() {
        declared = takeDeclaration();
        for (int place = 0; place < FURTHEST && places.size() < MOST_LINES; place++) {
            Line line = ahead.peek(place);
            if (line != null && !line.isBlank()) {
                places.add(place);
            }
        }
        Optional<Candidate> header = places.stream()
                .flatMap(place -> best(place).stream())
                .filter(each -> Names.isHeader(columns, each.values()))
                .findFirst();
        if (header.isPresent()) {
            return below(header.get());
        }
        requireNoHeader();
        return new Start(declared == null ? LineParser.thatFindsTheSeparator() : LineParser.of(declared), inOrder);
    }

    @Nullable
    private Character takeDeclaration() {
        int place = 0;
        Line line = ahead.peek(place);
        while (line != null && line.isBlank() && place < FURTHEST) {
            place++;
            line = ahead.peek(place);
        }
        Matcher matcher = DECLARATION.matcher(line == null ? "" : Text.stripped(line.text()));
        if (line == null || !matcher.matches()) {
            return null;
        }
        String separator = matcher.group(1);
        // A tab behind the equals sign is not a space around the line.
        if (separator.isEmpty() && line.text().indexOf('\t') >= 0) {
            separator = "\t";
        }
        if (separator.length() != 1 || !LineParser.SEPARATORS.contains(separator.charAt(0))) {
            throw new CsvException("the line \"%s\" does not tell a separator that can be read: it has to be a comma, a"
                            .formatted(Text.shown(line.text()))
                    + " semicolon, a tab or a vertical bar");
        }
        ahead.drop(place + 1);
        return separator.charAt(0);
    }

    /** Takes a line apart at the separator by which it names the most columns. */
    private Optional<Candidate> best(int place) {
        return separators(place).stream()
                .map(separator -> candidate(place, separator))
                .max(Comparator.comparingLong(Candidate::named)
                        .thenComparing(each -> each.found().cells().width()));
    }

    private List<Character> separators(int place) {
        if (declared != null) {
            return List.of(declared);
        }
        String text = Objects.requireNonNull(ahead.peek(place)).text();
        List<Character> present = LineParser.SEPARATORS.stream()
                .filter(each -> text.indexOf(each) >= 0)
                .toList();
        return present.isEmpty() ? LineParser.SEPARATORS.subList(0, 1) : present;
    }

    private Candidate candidate(int place, char separator) {
        LineParser parser = parser(separator);
        Records.Found found = Objects.requireNonNull(records.at(place, parser, inOrder));
        return new Candidate(
                place, found, parser, Names.count(columns, found.cells().values()));
    }

    private LineParser parser(char separator) {
        return parsers.computeIfAbsent(separator, LineParser::of);
    }

    private Start below(Candidate header) {
        Cells cells = header.found().cells();
        Layout layout = Layout.of(columns, cells);
        for (int place : places.subList(0, places.indexOf(header.place()))) {
            Cells above = header.parser().parse(Objects.requireNonNull(ahead.peek(place)));
            if (inOrder.holdsNumber(above) || layout.holdsNumber(above)) {
                throw new CsvException(
                        "line %d, \"%s\", holds a number above the header, which is line %d: a header has to be above all rows"
                                .formatted(
                                        above.line().number(),
                                        above.text(),
                                        cells.line().number()));
            }
        }
        boolean tellsSeparator = declared != null || cells.values().size() > 1;
        ahead.drop(header.place() + header.found().lines());
        return new Start(tellsSeparator ? header.parser() : LineParser.thatFindsTheSeparator(), layout);
    }

    /** A declaration that the header does not follow would make one column of all. */
    private void requireNoOtherSeparator(Line line) {
        List<Character> others = declared == null ? List.of() : LineParser.SEPARATORS;
        for (char separator : others) {
            Cells cells = parser(separator).parse(line);
            if (Names.isHeader(columns, cells.values())) {
                throw new CsvException("the header \"%s\" is separated by \"%s\", but the first line says \"%s\""
                        .formatted(cells.text(), Text.visible(String.valueOf(separator)), declared));
            }
        }
    }

    /** Above rows that are to be read in their order, no line may look as if it said another order. */
    private void requireNoHeader() {
        for (int place : places) {
            Candidate line = best(place).orElseThrow();
            Cells cells = line.found().cells();
            requireNoOtherSeparator(cells.line());
            if (isRow(cells)) {
                requireNoUnknownHeader(place);
                return;
            }
            if (cells.problem() != null && Names.namesSome(columns, List.of(ANY_SEPARATOR.split(cells.text())))) {
                throw new CsvException("the header \"%s\" cannot be read: %s".formatted(cells.text(), cells.problem()));
            }
            if (Names.namesSome(columns, line.values())) {
                // Says which column is missing.
                Layout.of(columns, cells);
            }
        }
    }

    private boolean isRow(Cells cells) {
        return cells.values().stream().anyMatch(Digits::couldBeNumber)
                || inOrder.requiredPlaces().anyMatch(place -> Digits.only(cells.value(place)));
    }

    /**
     * Requires that no line above the first row is a header of unknown names: several cells, none of which has digits,
     * or says what rows say in the same place.
     */
    private void requireNoUnknownHeader(int firstRow) {
        LineParser parser = LineParser.thatFindsTheSeparator();
        parser.separator(Objects.requireNonNull(ahead.peek(firstRow)));
        List<Cells> rows = places.stream()
                .filter(place -> place >= firstRow)
                .map(place -> parser.parse(Objects.requireNonNull(ahead.peek(place))))
                .toList();
        if (rows.get(0).width() < 2) {
            return;
        }
        for (int place : places.subList(0, places.indexOf(firstRow))) {
            Cells cells = parser.parse(Objects.requireNonNull(ahead.peek(place)));
            if (isHeaderOf(rows, cells)) {
                throw new CsvException(
                        "the columns are not known: \"%s\", in line %d, is not a row, and names none of the known columns: %s"
                                        .formatted(
                                                cells.text(),
                                                cells.line().number(),
                                                String.join(
                                                        ", ",
                                                        columns.stream()
                                                                .map(CsvColumn::name)
                                                                .toList()))
                                + ". Use these names, or remove the line");
            }
        }
    }

    private static boolean isHeaderOf(List<Cells> rows, Cells cells) {
        long filled = cells.values().stream().filter(cell -> !cell.isEmpty()).count();
        return filled > 1
                && cells.values().stream().allMatch(cell -> Digits.count(cell) == 0)
                && rows.stream().noneMatch(row -> sharesCell(row, cells));
    }

    private static boolean sharesCell(Cells row, Cells cells) {
        for (int i = 0; i < cells.width(); i++) {
            if (!cells.value(i).isEmpty() && cells.value(i).equalsIgnoreCase(row.value(i))) {
                return true;
            }
        }
        return false;
    }
}
