package dev.callgate.examples.reports;

import java.util.function.Function;

/**
 * A column of a report; a property in JSON.
 *
 * @param name name in files
 * @param cell returns the cell of a row
 */
record Column<R>(String name, Function<R, Cell> cell) {
    Cell of(R row) {
        return cell.apply(row);
    }
}
