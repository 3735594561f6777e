package dev.callgate.examples.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Simulated time: stands still until it is started, runs faster than real time, and stands still at its last instant. */
final class SoakClock extends Clock {
    private final Instant first;
    private final Instant last;
    private final double speed;
    private volatile boolean runs;
    private volatile long startNanos;

    /**
     * Creates a clock.
     *
     * @param first the time until the clock is started
     * @param simulated how long the clock runs in simulated time
     * @param real how long that takes
     */
    SoakClock(Instant first, Duration simulated, Duration real) {
        this.first = first;
        this.last = first.plus(simulated).minusMillis(1);
        this.speed = (double) simulated.toNanos() / real.toNanos();
    }

    void start() {
        startNanos = System.nanoTime();
        runs = true;
    }

    double speed() {
        return speed;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    boolean isOver() {
        return instant().equals(last);
    }

    @Override
    public Instant instant() {
        if (!runs) {
            return first;
        }
        Instant now = first.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
        return now.isBefore(last) ? now : last;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the library ignores the zone of a clock");
    }
}
