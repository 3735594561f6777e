package dev.callgate.csv;

import java.util.List;

/** Distinguishes headers from rows. */
final class Names {
    private Names() {}

    /** Returns the number of named columns. */
    static long count(List<CsvColumn> columns, List<String> cells) {
        return columns.stream()
                .filter(column -> cells.stream().anyMatch(column::isNamed))
                .count();
    }

    /** Returns whether the cells name every required column and none is a number. */
    static boolean isHeader(List<CsvColumn> columns, List<String> cells) {
        return columns.stream().filter(CsvColumn::required).allMatch(column -> cells.stream()
                        .anyMatch(column::isNamed))
                && namesSome(columns, cells);
    }

    /** Returns whether the cells name a column and none is a number. */
    static boolean namesSome(List<CsvColumn> columns, List<String> cells) {
        return cells.stream().noneMatch(Digits::looksLikeNumber) && count(columns, cells) > 0;
    }
}
