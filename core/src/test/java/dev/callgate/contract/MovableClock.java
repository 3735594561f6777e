package dev.callgate.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that changes only when it is moved; public for tests that extend a contract. */
public final class MovableClock extends Clock {
    private final AtomicReference<Instant> now;

    /** Creates a clock at an instant. */
    public MovableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** Moves to an instant, forward or back. */
    public void moveTo(Instant instant) {
        now.set(instant);
    }

    /** Moves forward, or back if the duration is negative. */
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

    /** Returns a fixed clock; no test reads the zone of a clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
