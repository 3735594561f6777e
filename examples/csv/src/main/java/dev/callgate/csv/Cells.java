package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * The cells of a line, not yet assigned to columns.
 *
 * @param line the line
 * @param values its cells, without quotes and outer spaces; empty if there is a problem
 * @param problem the reason why it could not be parsed
 */
record Cells(Line line, List<String> values, @Nullable String problem) {
    /** A spreadsheet formula for a text, such as {@code ="+12025550123"}. */
    private static final String TEXT_FORMULA = "=\"";

    static Cells of(Line line, String[] fields) {
        for (int i = 0; i < fields.length; i++) {
            String field = Literal.text(fields[i]);
            if (field.startsWith(TEXT_FORMULA)) {
                int end = Quotes.closing(field, TEXT_FORMULA.length());
                if (end != field.length() - 1) {
                    return unreadable(line, "a cell begins with =\" but does not end with a closing quote");
                }
                field = Text.stripped(
                        field.substring(TEXT_FORMULA.length(), end).replace("\"\"", "\""));
            }
            fields[i] = field;
        }
        return new Cells(line, List.of(fields), null);
    }

    static Cells unreadable(Line line, String problem) {
        return new Cells(line, List.of(), problem);
    }

    /** Returns the number of cells up to the last non-empty one. */
    int width() {
        int width = values.size();
        while (width > 0 && values.get(width - 1).isEmpty()) {
            width--;
        }
        return width;
    }

    /** Returns whether the line was parsed and all cells are empty. */
    boolean isEmpty() {
        return problem == null && width() == 0;
    }

    /** Returns a cell; an empty one if there is none. */
    String value(int place) {
        return place >= values.size() ? "" : values.get(place);
    }

    /** Returns the line for messages. */
    String text() {
        return Text.shown(line.text());
    }
}
