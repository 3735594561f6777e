package dev.callgate.examples.reports;

import dev.callgate.host.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** What happens when, on a clock that is moved from one event to the next. Not safe for use by many threads. */
final class Timeline {
    private final MovableClock clock;
    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private long planned;

    Timeline(MovableClock clock) {
        this.clock = clock;
    }

    /** Of two events at the same time, the one that was planned first comes first. */
    private record Event(Instant at, long order, Runnable what) {}

    void at(Instant when, Runnable what) {
        events.add(new Event(when, planned++, what));
    }

    void after(Duration time, Runnable what) {
        at(clock.instant().plus(time), what);
    }

    /** Lets everything happen that is planned up to a time, and what comes of it by then; all else is left for later. */
    void runUntil(Instant end) {
        for (Event next = events.peek(); next != null && !next.at().isAfter(end); next = events.peek()) {
            events.remove();
            clock.moveTo(next.at());
            next.what().run();
        }
    }
}
