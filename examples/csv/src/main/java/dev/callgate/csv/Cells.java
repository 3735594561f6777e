package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * What a line holds, before anybody knows of columns.
 *
 * @param line the line
 * @param values its cells, without quotes and outer spaces; none where there is a problem
 * @param problem why it could not be taken apart
 */
record Cells(Line line, List<String> values, @Nullable String problem) {
    static Cells of(Line line, String[] fields) {
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip();
        }
        return new Cells(line, List.of(fields), null);
    }

    static Cells unreadable(Line line, String problem) {
        return new Cells(line, List.of(), problem);
    }

    /** Returns how many cells there are, up to the last that holds something. */
    int width() {
        int width = values.size();
        while (width > 0 && values.get(width - 1).isEmpty()) {
            width--;
        }
        return width;
    }

    /** Returns a cell; an empty one where there is none. */
    String value(int place) {
        return place < 0 || place >= values.size() ? "" : values.get(place);
    }

    /** Returns the line as it is shown. */
    String text() {
        return Text.shown(line.text());
    }
}
