package dev.callgate.admin;

import dev.callgate.model.CallDay;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls {@link Assignments#resetDailyCallCounts} for each organization when a day begins in its time zone. The gate does not need
 * this, and no limit depends on it. It is for hosts whose own SQL reads {@code calls_made_today}.
 *
 * <p>It runs once when it is started, then each time a day begins in the zone of an organization, and at least once an hour. A day
 * begins at midnight, or later if the zone skips midnight. Each run asks for the organizations, and resets the counts of those
 * whose day has begun since their last reset. So new organizations, and midnights that passed while no process ran, are caught up
 * on. If the reset of an organization fails, it is logged and retried every minute. The other organizations are not delayed.
 *
 * <p>Several nodes may each run a scheduler. A reset moves only counts of older days to the new day, in one step. If several nodes
 * reset at the same time, one of them moves the counts, and the others change nothing and write no audit entry.
 *
 * <p>Thread-safe. Runs happen one after the other, on threads of the host's executor.
 */
public final class ResetScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResetScheduler.class);

    /** The longest time between two runs, so that new organizations and changes of the clock are noticed. */
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    /**
     * The shortest delay. The executor's time can be slightly ahead of the clock, so a run can be too early. It must not repeat in
     * a tight loop.
     */
    private static final Duration MIN_DELAY = Duration.ofMillis(1);

    private final Assignments assignments;
    private final ScheduledExecutorService executor;
    private final Supplier<? extends Map<OrganizationId, ZoneId>> organizations;
    private final Duration retryDelay;

    /** The day of the last reset of each organization. Accessed only by runs, which never overlap. */
    private final Map<OrganizationId, CallDay> lastReset = new HashMap<>();

    @Nullable
    private Future<?> next;

    private volatile boolean closed;

    private ResetScheduler(
            Assignments assignments,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, ZoneId>> organizations,
            Duration retryDelay) {
        this.assignments = Objects.requireNonNull(assignments, "assignments");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.organizations = Objects.requireNonNull(organizations, "organizations");
        this.retryDelay = retryDelay;
    }

    /**
     * Starts to reset counts. The first run is scheduled immediately.
     *
     * @param assignments makes the resets; its clock, actor and listeners are used
     * @param executor the host's executor, which runs the resets. The host shuts it down after it has closed the scheduler
     * @param organizations returns the organizations whose counts are reset, each with the time zone that the gate uses for it.
     *     Called at each run, on the executor's thread. Must not return null. If it throws, it is called again a minute later
     * @throws RejectedExecutionException if the executor was shut down
     */
    public static ResetScheduler start(
            Assignments assignments,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, ZoneId>> organizations) {
        return start(assignments, executor, organizations, RETRY_DELAY);
    }

    static ResetScheduler start(
            Assignments assignments,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, ZoneId>> organizations,
            Duration retryDelay) {
        ResetScheduler scheduler = new ResetScheduler(assignments, executor, organizations, retryDelay);
        scheduler.schedule(Duration.ZERO);
        return scheduler;
    }

    private synchronized void schedule(Duration delay) {
        if (!closed) {
            next = executor.schedule(this::run, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Returns the next time when a day begins in one of the zones, or an hour from now if that is earlier. */
    static Instant nextRun(Instant now, Collection<ZoneId> zones) {
        Instant latest = now.plus(MAX_DELAY);
        return zones.stream()
                .map(zone -> nextMidnight(now, zone))
                .filter(latest::isAfter)
                .min(Instant::compareTo)
                .orElse(latest);
    }

    /** Returns when the next day begins in a zone, which is not always at 00:00. Always later than now. */
    static Instant nextMidnight(Instant now, ZoneId zone) {
        CallDay today = CallDay.at(now, zone);
        // If clocks are set back across midnight, as they once were in St. John's, the next day begins twice.
        return today.end().isAfter(now) ? today.end() : secondStart(today.date().plusDays(1), zone);
    }

    private static Instant secondStart(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).withLaterOffsetAtOverlap().toInstant();
    }

    private void run() {
        Instant now = assignments.clock().instant();
        Instant nextTime = now.plus(retryDelay);
        try {
            Map<OrganizationId, ZoneId> all = Map.copyOf(organizations.get());
            lastReset.keySet().retainAll(all.keySet());
            all.forEach((organization, zone) -> resetOnce(CallDay.at(now, zone), organization));
            Instant planned = nextRun(now, all.values());
            nextTime = lastReset.size() < all.size() && nextTime.isBefore(planned) ? nextTime : planned;
        } catch (RuntimeException | Error e) {
            LOG.warn("failed to reset the daily call counts; will retry", e);
        }
        scheduleAt(nextTime);
    }

    private void resetOnce(CallDay today, OrganizationId organization) {
        if (closed || today.equals(lastReset.get(organization))) {
            return;
        }
        lastReset.remove(organization);
        try {
            assignments.resetDailyCallCounts(organization, today.zone());
            lastReset.put(organization, today);
        } catch (RuntimeException | Error e) {
            LOG.warn("failed to reset the daily call counts of organization {}; will retry", organization, e);
        }
    }

    /** Schedules the next run. Reads the clock again, because the resets took time and the clock may have been set meanwhile. */
    private void scheduleAt(Instant nextTime) {
        Duration wait = Duration.between(assignments.clock().instant(), nextTime);
        Duration atMost = wait.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wait;
        try {
            schedule(atMost.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : atMost);
        } catch (RejectedExecutionException e) {
            LOG.warn("the executor was shut down: daily call counts will no longer be reset");
        }
    }

    /**
     * Cancels the next run. A reset that is in progress is finished, and no other follows. The executor is not shut down. Closing
     * the scheduler again has no effect.
     */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
