package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * Joins the lines of a quoted cell. An unclosed quote must not swallow the rows below it: lines are joined only if the result can be
 * parsed as a row, and if none of the lines within the quotes can be read as a row of its own.
 */
final class Records {
    /** Maximum number of lines of a row. */
    private static final int MAX_LINES = 100;

    private final Lookahead ahead;

    Records(Lookahead ahead) {
        this.ahead = ahead;
    }

    /**
     * A parsed row.
     *
     * @param cells its cells
     * @param lines number of its lines
     */
    record Found(Cells cells, int lines) {}

    /** Returns the row that begins a number of lines ahead; null at the end of the file. */
    @Nullable
    Found at(int place, LineParser parser, Layout layout) {
        Line line = ahead.peek(place);
        if (line == null) {
            return null;
        }
        if (line.isBlank()) {
            return new Found(new Cells(line, List.of(), null), 1);
        }
        Found longer = joinedRow(line, place, parser, layout);
        return longer == null ? new Found(parser.parse(line), 1) : longer;
    }

    @Nullable
    private Found joinedRow(Line first, int place, LineParser parser, Layout layout) {
        if (first.isTooLong() || first.text().indexOf('"') < 0) {
            return null;
        }
        char separator = parser.separator(first);
        Quotes.End end = Quotes.end(first.text(), separator, false);
        Line all = first;
        int lines = 1;
        while (end == Quotes.End.OPEN) {
            Line next = lines == MAX_LINES ? null : ahead.peek(place + lines);
            if (next == null || next.isTooLong() || layout.isReadableAsRow(withinQuotes(next.text()), separator)) {
                return null;
            }
            all = all.with(next);
            lines++;
            end = all.isTooLong() ? Quotes.End.BROKEN : Quotes.end(next.text(), separator, true);
        }
        Cells cells = lines == 1 || end == Quotes.End.BROKEN ? null : parser.parse(all);
        return cells == null || cells.problem() != null ? null : new Found(cells, lines);
    }

    private static String withinQuotes(String line) {
        int end = Quotes.closing(line, 0);
        return end < 0 ? line : line.substring(0, end);
    }
}
