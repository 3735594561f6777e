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

/** Finds the separator and the columns in the first lines of a file, which may contain titles above the header. */
final class Beginning {
    /** Maximum number of non-blank lines that are searched for a header. */
    static final int MAX_LINES = 20;

    /** Maximum number of lines that are searched, including blank ones. */
    private static final int MAX_SEARCHED_LINES = 200;

    /** The line that declares the separator to Excel. */
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

    /** How to read the rows that follow. */
    record Start(LineParser parser, Layout layout) {}

    /** A line that may be the header, split at one of the separators. */
    private record Candidate(int place, Records.Found found, LineParser parser, long named) {
        List<String> values() {
            return found.cells().values();
        }
    }

    /**
     * Skips the lines above the first row.
     *
     * @throws CsvException if the columns of the file cannot be determined
     */
    Start find() {
        declared = takeDeclaration();
        for (int place = 0; place < MAX_SEARCHED_LINES && places.size() < MAX_LINES; place++) {
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
        return new Start(declared == null ? LineParser.detectingSeparator() : LineParser.of(declared), inOrder);
    }

    @Nullable
    private Character takeDeclaration() {
        int place = 0;
        Line line = ahead.peek(place);
        while (line != null && line.isBlank() && place < MAX_SEARCHED_LINES) {
            place++;
            line = ahead.peek(place);
        }
        Matcher matcher = DECLARATION.matcher(line == null ? "" : Text.stripped(line.text()));
        if (line == null || !matcher.matches()) {
            return null;
        }
        String separator = matcher.group(1);
        // A tab after the equals sign is the separator, not outer white space.
        if (separator.isEmpty() && line.text().indexOf('\t') >= 0) {
            separator = "\t";
        }
        if (separator.length() != 1 || !LineParser.SEPARATORS.contains(separator.charAt(0))) {
            throw new CsvException(
                    "the line \"%s\" does not name a supported separator: use a comma, a semicolon, a tab"
                                    .formatted(Text.shown(line.text()))
                            + " or a vertical bar");
        }
        ahead.drop(place + 1);
        return separator.charAt(0);
    }

    /** Splits a line at the separator that yields the most known column names. */
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
                        "line %d (\"%s\") contains a number above the header in line %d: move the header above all rows"
                                .formatted(
                                        above.line().number(),
                                        above.text(),
                                        cells.line().number()));
            }
        }
        boolean tellsSeparator = declared != null || cells.values().size() > 1;
        ahead.drop(header.place() + header.found().lines());
        return new Start(tellsSeparator ? header.parser() : LineParser.detectingSeparator(), layout);
    }

    /** If the header used another separator than the declared one, all its columns would be read as one. */
    private void requireNoOtherSeparator(Line line) {
        List<Character> others = declared == null ? List.of() : LineParser.SEPARATORS;
        for (char separator : others) {
            Cells cells = parser(separator).parse(line);
            if (Names.isHeader(columns, cells.values())) {
                throw new CsvException("the header \"%s\" is separated by \"%s\", but the first line declares \"%s\""
                        .formatted(cells.text(), Text.visible(String.valueOf(separator)), declared));
            }
        }
    }

    /** Rows are read in the default order only if no line above them looks like a header. */
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
                throw new CsvException("cannot parse the header \"%s\": %s".formatted(cells.text(), cells.problem()));
            }
            if (Names.namesSome(columns, line.values())) {
                // Throws an exception that names the missing column.
                Layout.of(columns, cells);
            }
        }
    }

    private boolean isRow(Cells cells) {
        return cells.values().stream().anyMatch(Digits::looksLikeNumber)
                || inOrder.requiredPlaces().anyMatch(place -> Digits.only(cells.value(place)));
    }

    /**
     * Requires that no line above the first row is a header with unknown names: a line with several cells, none of which has
     * digits or equals a row's cell in the same column.
     */
    private void requireNoUnknownHeader(int firstRow) {
        LineParser parser = LineParser.detectingSeparator();
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
                        "unknown columns: \"%s\" in line %d is neither a row nor a header with known column names (%s)"
                                        .formatted(
                                                cells.text(),
                                                cells.line().number(),
                                                String.join(
                                                        ", ",
                                                        columns.stream()
                                                                .map(CsvColumn::name)
                                                                .toList()))
                                + ": use these names, or remove the line");
            }
        }
    }

    private static boolean isHeaderOf(List<Cells> rows, Cells cells) {
        long filled = cells.values().stream().filter(cell -> !cell.isEmpty()).count();
        return filled > 1
                && cells.values().stream().allMatch(cell -> Digits.count(cell) == 0)
                && rows.stream().noneMatch(row -> haveCommonCell(row, cells));
    }

    private static boolean haveCommonCell(Cells row, Cells cells) {
        for (int i = 0; i < cells.width(); i++) {
            if (!cells.value(i).isEmpty() && cells.value(i).equalsIgnoreCase(row.value(i))) {
                return true;
            }
        }
        return false;
    }
}
