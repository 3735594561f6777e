package dev.callgate.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Thread-safe. */
public final class TestClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** Returns a clock that shows an instant. */
    public static TestClock at(Instant start, ZoneId zone) {
        return new TestClock(new AtomicReference<>(Objects.requireNonNull(start, "start")), zone);
    }

    /** Moves the clock to an instant, which may be in its past. */
    public void moveTo(Instant instant) {
        now.set(Objects.requireNonNull(instant, "instant"));
    }

    /** Moves the clock by a time, which may be negative. */
    public void move(Duration by) {
        now.updateAndGet(each -> each.plus(by));
    }

    /** Moves the clock to the beginning of the next day in its zone. */
    public void moveToNextDay() {
        now.updateAndGet(each ->
                each.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant());
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a view of this clock in another zone, which moves with it. */
    @Override
    public TestClock withZone(ZoneId other) {
        return new TestClock(now, other);
    }
}
