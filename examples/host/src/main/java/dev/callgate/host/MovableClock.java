package dev.callgate.host;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, so that a month can pass in one run. Thread-safe. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    /** Creates a clock at an instant. */
    public MovableClock(Instant start) {
        this.now = start;
    }

    /** Moves to an instant, forward or back. */
    public void moveTo(Instant next) {
        now = next;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns a fixed clock; the library uses only the instants of a clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
