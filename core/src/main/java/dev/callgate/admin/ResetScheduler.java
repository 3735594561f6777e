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
 * Calls {@link Assignments#resetDailyCallCounts} for each organization when a day begins there, by its own time zone. The
 * gate needs no such thing, and no limit depends on it: it is for hosts whose own SQL reads {@code calls_made_today}.
 *
 * <p>It runs when it is started, at each organization's midnight, or whatever time the zone's day begins at, and at least
 * once an hour. Each run asks for the organizations, and resets the counts of those whose day has begun since it last did
 * so; so one that is new, and a midnight at which no process was there, are caught up on. An organization whose reset fails
 * is logged and tried again a minute later, and each minute from then on; the others are not kept waiting.
 *
 * <p>Several nodes may each run one. A reset moves only counts of older days forward, in one step: of those that come at
 * the same time, one finds them, and the others find nothing to do and write no audit entry.
 *
 * <p>Safe for use by many threads; one after the other, all runs are on threads of the host's executor.
 */
public final class ResetScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResetScheduler.class);

    /** For organizations that come, and clocks that are set. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    /** The executor's time and the clock's differ a little: an early run must not become many. */
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);

    private final Assignments assignments;
    private final ScheduledExecutorService executor;
    private final Supplier<? extends Map<OrganizationId, ZoneId>> organizations;
    private final Duration retryDelay;

    /** The day that each organization's counts were last reset on; used by one run after the other. */
    private final Map<OrganizationId, CallDay> done = new HashMap<>();

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
     * Starts to reset counts, the first time at once.
     *
     * @param assignments does it, by its clock, in the name of its actor, and tells its listeners
     * @param executor the host's, which runs it; shut down by the host, after the scheduler was closed
     * @param organizations asked at each run, on the executor's thread: whose counts, and the zone that the gate has for
     *     each; must not return null. If it throws, it is asked again a minute later
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

    /** Returns when a day begins next in one of the zones, or in an hour, if that is earlier. */
    static Instant nextRun(Instant now, Collection<ZoneId> zones) {
        Instant latest = now.plus(LONGEST_DELAY);
        return zones.stream()
                .map(zone -> nextMidnight(now, zone))
                .filter(latest::isAfter)
                .min(Instant::compareTo)
                .orElse(latest);
    }

    /** Returns when the next day begins in a zone, which need not be at 00:00; always later than now. */
    static Instant nextMidnight(Instant now, ZoneId zone) {
        CallDay today = CallDay.at(now, zone);
        // Where clocks are set back across midnight, as St. John's once did, the next day begins twice.
        return today.end().isAfter(now) ? today.end() : secondStart(today.date().plusDays(1), zone);
    }

    private static Instant secondStart(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).withLaterOffsetAtOverlap().toInstant();
    }

    private void run() {
        Instant now = assignments.clock().instant();
        Instant then = now.plus(retryDelay);
        try {
            Map<OrganizationId, ZoneId> all = Map.copyOf(organizations.get());
            done.keySet().retainAll(all.keySet());
            all.forEach((organization, zone) -> resetOn(CallDay.at(now, zone), organization));
            Instant planned = nextRun(now, all.values());
            then = done.size() < all.size() && then.isBefore(planned) ? then : planned;
        } catch (RuntimeException | Error e) {
            LOG.warn("daily call counts could not be reset, which will be tried again", e);
        }
        scheduleAt(then);
    }

    private void resetOn(CallDay today, OrganizationId organization) {
        if (closed || today.equals(done.get(organization))) {
            return;
        }
        done.remove(organization);
        try {
            assignments.resetDailyCallCounts(organization, today.zone());
            done.put(organization, today);
        } catch (RuntimeException | Error e) {
            LOG.warn("daily call counts of {} could not be reset, which will be tried again", organization, e);
        }
    }

    /** The clock may have been set in the meantime, and the resets may have taken until after that time. */
    private void scheduleAt(Instant then) {
        Duration wait = Duration.between(assignments.clock().instant(), then);
        Duration atMost = wait.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wait;
        try {
            schedule(atMost.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : atMost);
        } catch (RejectedExecutionException e) {
            LOG.warn("daily call counts will not be reset any more: the executor was shut down");
        }
    }

    /**
     * Cancels what is scheduled. A reset that is under way ends, and no other follows. The executor is left to the host.
     * Closing it twice does no harm.
     */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
