package dev.callgate.host;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, so that a month can pass within one run. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    /** Starts at an instant. */
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

    /** Not needed by anyone who takes instants only: the zone of a clock does not matter to them. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
