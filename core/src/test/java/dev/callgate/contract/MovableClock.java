package dev.callgate.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved by hand; public for the tests of whoever extends a contract. */
public final class MovableClock extends Clock {
    private final AtomicReference<Instant> now;

    /** Starts at an instant. */
    public MovableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** Moves to an instant, forward or back. */
    public void moveTo(Instant instant) {
        now.set(instant);
    }

    /** Moves on, or back by a negative duration. */
    public void move(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not needed by anyone who takes instants only: the zone of a clock does not matter to them. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
