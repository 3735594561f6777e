package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Limits the concurrent calls and the calls started per second, since bursts lose UDP packets. One thread starts calls; any thread
 * may end them.
 */
final class CallThrottle {
    private static final long POLL_MILLIS = 50;

    private final int concurrent;
    private final Semaphore free;
    private final Semaphore ended = new Semaphore(0);
    private final long nanosBetween;
    private volatile boolean stopped;
    private long next = System.nanoTime();

    CallThrottle(int concurrent, int perSecond) {
        this.concurrent = concurrent;
        this.free = new Semaphore(concurrent);
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits until a call may start. Returns whether it may: false after {@link #stop()}. */
    boolean await() {
        while (!stopped) {
            try {
                if (free.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    awaitNext();
                    return !stopped || released();
                }
            } catch (InterruptedException e) {
                stop();
            }
        }
        return false;
    }

    private void awaitNext() {
        for (long now = System.nanoTime(); now < next && !stopped; now = System.nanoTime()) {
            LockSupport.parkNanos(Math.min(next - now, TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)));
        }
    }

    /** Records the start of a call. A refused call does not use up the rate. */
    void began() {
        next = Math.max(next, System.nanoTime()) + nanosBetween;
    }

    private boolean released() {
        release();
        return false;
    }

    /** Records that a call did not start. */
    void release() {
        free.release();
    }

    /** Records the end of a call. */
    void end() {
        free.release();
        ended.release();
    }

    /** Waits until a call ends that had not ended at the last wait, at most this long. */
    void awaitEnd(Duration atMost) {
        try {
            if (ended.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                ended.drainPermits();
            }
        } catch (InterruptedException e) {
            stop();
        }
    }

    /** Stops the throttle: no call may start from now on. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Waits until no call is in progress. Returns false on a timeout. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        if (!free.tryAcquire(concurrent, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release(concurrent);
        return true;
    }
}
