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
 * The open sessions, with a maximum in total and per address. At the maximum, a new session replaces one whose peer keeps the server
 * waiting: the oldest of those with an incomplete request or, if there is none, of those with an incomplete answer. So slow and
 * silent peers do not block calls: Asterisk sends requests and answers at once. A session that the server is working on is never
 * closed for another. Thread-safe.
 */
final class Sessions {
    /** Maximum time that a closed session takes to end. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Bounds bounds;
    private final ScheduledExecutorService timer;

    /** Each session with the timer that closes it. */
    private final Map<Session, Future<?>> open = new HashMap<>();

    Sessions(Bounds bounds, ScheduledExecutorService timer) {
        this.bounds = bounds;
        this.timer = timer;
    }

    /** Opens a session if there is room. Returns whether there was; then the session is open until it {@linkplain #leave leaves}. */
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
                .filter(Session::isReplaceable)
                .max(Comparator.comparing(Session::isRequesting).thenComparingLong(Session::waited));
        idle.ifPresent(each -> each.hangUp("it kept the server waiting, and another session needed its place"));
        return idle.isPresent() && awaitEnd(idle.get());
    }

    private boolean awaitEnd(Session session) {
        long start = System.nanoTime();
        try {
            while (open.containsKey(session)) {
                long left = CLOSE_TIMEOUT.minusNanos(System.nanoTime() - start).toMillis();
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

    /** Removes a session; has no effect if it was removed before. */
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
