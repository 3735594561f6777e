package dev.callgate.examples.reports;

import dev.callgate.host.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that moves from one scheduled event to the next. Not thread-safe. */
final class SimulatedClock {
    private final MovableClock clock;
    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private long scheduled;

    SimulatedClock(MovableClock clock) {
        this.clock = clock;
    }

    /** Events at the same time run in the order in which they were scheduled. */
    private record Event(Instant at, long order, Runnable what) {}

    void at(Instant when, Runnable what) {
        events.add(new Event(when, scheduled++, what));
    }

    void after(Duration time, Runnable what) {
        at(clock.instant().plus(time), what);
    }

    /** Runs the events up to and including a time, also those that other events schedule. Later events stay scheduled. */
    void runUntil(Instant end) {
        for (Event next = events.peek(); next != null && !next.at().isAfter(end); next = events.peek()) {
            events.remove();
            clock.moveTo(next.at());
            next.what().run();
        }
    }
}
