package dev.callgate.storage.memory;

import dev.callgate.model.Assignment;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;

/** The place of one number: its line, replaced by compare-and-set. */
final class Cell {
    private static final AtomicReferenceFieldUpdater<Cell, Object> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Cell.class, Object.class, "state");

    /** The line; where its assignment says it all, as it mostly does, the assignment alone: it is what calls replace. */
    private volatile Object state;

    Cell(Line first) {
        this.state = packed(first);
    }

    private static Object packed(Line line) {
        Assignment current = line.current();
        return current == null || line.deleted() || !line.former().isEmpty() ? line : current;
    }

    private static Line line(Object state) {
        return state instanceof Assignment current ? Line.of(current) : (Line) state;
    }

    @Nullable
    private static Assignment current(Object state) {
        return state instanceof Assignment current ? current : ((Line) state).current();
    }

    private static Object withCurrent(Object state, Assignment changed) {
        return state instanceof Line line ? line.withCurrent(changed) : changed;
    }

    Line get() {
        return line(state);
    }

    /** Returns the assignment in force, or null. */
    @Nullable
    Assignment current() {
        return current(state);
    }

    /** One step of a number: how it stood, and how it stands. */
    record Change(Line before, Line after) {}

    /**
     * Replaces the line by what the step makes of it, in one atomic step; the step may run several times, and may throw to
     * change nothing.
     */
    Change change(UnaryOperator<Line> step) {
        while (true) {
            Object before = state;
            Line line = line(before);
            Line next = step.apply(line);
            if (STATE.compareAndSet(this, before, packed(next))) {
                return new Change(line, next);
            }
        }
    }

    /** Counts a call on the assignment in force, if the charge grants it. */
    CountResult count(CountRequest request, CounterSnapshot usage, Clock clock) {
        while (true) {
            Object before = state;
            CountResult result = request.on(current(before), usage, clock.instant());
            if (!(result instanceof CountResult.Counted counted)
                    || STATE.compareAndSet(this, before, withCurrent(before, counted.after()))) {
                return result;
            }
        }
    }
}
