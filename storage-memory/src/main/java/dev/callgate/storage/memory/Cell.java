package dev.callgate.storage.memory;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** The place of one number: its line, replaced by compare-and-set. */
final class Cell {
    private static final AtomicReferenceFieldUpdater<Cell, Line> LINE =
            AtomicReferenceFieldUpdater.newUpdater(Cell.class, Line.class, "line");

    private volatile Line line;

    Cell(Line first) {
        this.line = first;
    }

    Line get() {
        return line;
    }

    boolean replace(Line expected, Line next) {
        return LINE.compareAndSet(this, expected, next);
    }
}
