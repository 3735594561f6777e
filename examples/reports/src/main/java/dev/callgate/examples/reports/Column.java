package dev.callgate.examples.reports;

import java.util.function.Function;

/**
 * A column of a report, or a property where the format has such.
 *
 * @param name as files spell it
 * @param cell what a row has there
 */
record Column<R>(String name, Function<R, Cell> cell) {
    Cell of(R row) {
        return cell.apply(row);
    }
}
