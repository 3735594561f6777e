package dev.callgate.examples.asterisk;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The sessions that are open: so many at most, of all and of one address. Where there are too many, one more takes the place of
 * one that keeps the server waiting: of those that have not ended their request the oldest or, where there are none, of those that
 * owe an answer. So silent peers, and those that send a byte now and then, keep no call out: Asterisk says at once what it has to
 * say. A session that the server is working for is never ended. Thread-safe.
 */
final class Sessions {
    /** What a session takes to end that was hung up on. */
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final Bounds bounds;
    private final ScheduledExecutorService timer;

    /** Each with what ends it when its time is over. */
    private final Map<Session, Future<?>> open = new HashMap<>();

    Sessions(Bounds bounds, ScheduledExecutorService timer) {
        this.bounds = bounds;
        this.timer = timer;
    }

    /** Returns whether there is room for one more; then it is open, until it {@linkplain #leave leaves}. */
    synchronized boolean admit(Session newcomer) {
        return makeRoom(bounds.sessionsPerAddress(), each -> each.getRemoteAddress()
                        .equals(newcomer.getRemoteAddress()))
                && makeRoom(bounds.sessions(), each -> true)
                && opened(newcomer);
    }

    private boolean opened(Session session) {
        String reason =
                "the session took longer than %d ms".formatted(bounds.session().toMillis());
        open.put(
                session,
                timer.schedule(() -> session.hangUp(reason), bounds.session().toMillis(), TimeUnit.MILLISECONDS));
        return true;
    }

    private boolean makeRoom(int most, Predicate<Session> among) {
        if (open.keySet().stream().filter(among).count() < most) {
            return true;
        }
        Optional<Session> idle = open.keySet().stream()
                .filter(among)
                .filter(Session::keepsWaiting)
                .max(Comparator.comparing(Session::isRequesting).thenComparingLong(Session::waited));
        idle.ifPresent(each -> each.hangUp("it kept the server waiting, and another session needed its place"));
        return idle.isPresent() && awaitEnd(idle.get());
    }

    private boolean awaitEnd(Session session) {
        long start = System.nanoTime();
        try {
            while (open.containsKey(session)) {
                long left = LONGEST_END.minusNanos(System.nanoTime() - start).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives its place to others; does nothing where that was done. */
    synchronized void leave(Session session) {
        Future<?> end = open.remove(session);
        if (end != null) {
            end.cancel(false);
            notifyAll();
        }
    }

    synchronized int count() {
        return open.size();
    }
}
