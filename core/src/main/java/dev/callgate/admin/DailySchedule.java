package dev.callgate.admin;

import dev.callgate.model.CallDay;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Clock;
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
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something for each organization once on each of its days: when it is started, then each time a day begins in the time zone of an
 * organization. It looks at least once an hour. A day begins at midnight, or later if the zone skips midnight.
 *
 * <p>Each run asks for the organizations, and works for those whose day has begun since the last time. So new organizations, and
 * midnights that passed while no process ran, are caught up on. If the work for an organization fails, it is logged and tried again every
 * minute. The other organizations are not delayed.
 *
 * <p>Thread-safe. Runs happen one after the other, on threads of the host's executor.
 */
final class DailySchedule implements Housekeeping.Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** The longest time between two runs, so that new organizations and changes of the clock are noticed. */
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    /**
     * The shortest delay. The executor's time can be slightly ahead of the clock, so a run can be too early. It must not repeat in
     * a tight loop.
     */
    private static final Duration MIN_DELAY = Duration.ofMillis(1);

    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final Supplier<? extends Map<OrganizationId, HousekeepingPlan>> plans;
    private final BiConsumer<OrganizationId, HousekeepingPlan> work;
    private final Duration retryDelay;

    /** The day of the last run for each organization. Accessed only by runs, which never overlap. */
    private final Map<OrganizationId, CallDay> lastDay = new HashMap<>();

    @Nullable
    private Future<?> next;

    private volatile boolean closed;

    private DailySchedule(
            Clock clock,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, HousekeepingPlan>> plans,
            BiConsumer<OrganizationId, HousekeepingPlan> work,
            Duration retryDelay) {
        this.clock = clock;
        this.executor = Objects.requireNonNull(executor, "executor");
        this.plans = Objects.requireNonNull(plans, "plans");
        this.work = work;
        this.retryDelay = retryDelay;
    }

    /** Starts, and schedules the first run immediately. */
    static DailySchedule start(
            Clock clock,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, HousekeepingPlan>> plans,
            BiConsumer<OrganizationId, HousekeepingPlan> work) {
        return start(clock, executor, plans, work, RETRY_DELAY);
    }

    static DailySchedule start(
            Clock clock,
            ScheduledExecutorService executor,
            Supplier<? extends Map<OrganizationId, HousekeepingPlan>> plans,
            BiConsumer<OrganizationId, HousekeepingPlan> work,
            Duration retryDelay) {
        DailySchedule schedule = new DailySchedule(clock, executor, plans, work, retryDelay);
        schedule.schedule(Duration.ZERO);
        return schedule;
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
        Instant now = clock.instant();
        Instant nextTime = now.plus(retryDelay);
        try {
            Map<OrganizationId, HousekeepingPlan> all = Map.copyOf(plans.get());
            lastDay.keySet().retainAll(all.keySet());
            all.forEach((organization, plan) -> runOnce(CallDay.at(now, plan.zone()), organization, plan));
            Instant planned = nextRun(
                    now, all.values().stream().map(HousekeepingPlan::zone).toList());
            nextTime = lastDay.size() < all.size() && nextTime.isBefore(planned) ? nextTime : planned;
        } catch (RuntimeException | Error e) {
            LOG.warn("housekeeping failed; it is tried again at {}", nextTime, e);
        }
        scheduleAt(nextTime);
    }

    private void runOnce(CallDay today, OrganizationId organization, HousekeepingPlan plan) {
        if (closed || today.equals(lastDay.get(organization))) {
            return;
        }
        lastDay.remove(organization);
        try {
            work.accept(organization, plan);
            lastDay.put(organization, today);
        } catch (RuntimeException | Error e) {
            LOG.warn("housekeeping of organization {} failed; it is tried again in {}", organization, retryDelay, e);
        }
    }

    /** Schedules the next run. Reads the clock again, because the resets took time and the clock may have been set meanwhile. */
    private void scheduleAt(Instant nextTime) {
        Duration wait = Duration.between(clock.instant(), nextTime);
        Duration atMost = wait.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wait;
        try {
            schedule(atMost.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : atMost);
        } catch (RejectedExecutionException e) {
            LOG.warn("the executor was shut down: there is no more housekeeping");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
