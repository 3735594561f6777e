package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** By one thread that begins calls, and many that end them: how many calls there are at a time, and how many begin in a second: more at once would lose packets on the way. */
final class Pace {
    private static final long LOOK_MILLIS = 50;

    private final int concurrent;
    private final Semaphore free;
    private final long nanosBetween;
    private volatile boolean stopped;
    private long next = System.nanoTime();

    Pace(int concurrent, int perSecond) {
        this.concurrent = concurrent;
        this.free = new Semaphore(concurrent);
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits until a call may begin; returns false if none may any more. */
    boolean await() {
        while (!stopped) {
            try {
                if (free.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
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
            LockSupport.parkNanos(Math.min(next - now, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
        }
    }

    /** A call has begun; one that the gate refuses costs no time. */
    void began() {
        next = Math.max(next, System.nanoTime()) + nanosBetween;
    }

    private boolean released() {
        release();
        return false;
    }

    /** A call ended, or did not begin. */
    void release() {
        free.release();
    }

    /** From now on, none may begin. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Waits until no call is under way, and tells whether that is so. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        if (!free.tryAcquire(concurrent, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release(concurrent);
        return true;
    }
}
