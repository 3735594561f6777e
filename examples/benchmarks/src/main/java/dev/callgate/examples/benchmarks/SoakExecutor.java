package dev.callgate.examples.benchmarks;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor of one thread, whose delays pass in simulated time. */
final class SoakExecutor extends ScheduledThreadPoolExecutor {
    private final double speed;

    SoakExecutor(SoakClock clock) {
        super(1);
        this.speed = clock.speed();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(task, (long) (unit.toNanos(delay) / speed), TimeUnit.NANOSECONDS);
    }
}
