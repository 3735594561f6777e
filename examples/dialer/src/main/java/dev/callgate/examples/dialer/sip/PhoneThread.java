package dev.callgate.examples.dialer.sip;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that handles all events and timers of calls, in order of arrival. */
final class PhoneThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneThread.class);

    /** Threads that the SIP stack starts from this thread join its group, so that they can be interrupted. */
    private final ThreadGroup group = new ThreadGroup("phone");

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(group, task, "phone");
        thread.setDaemon(true);
        return thread;
    });

    PhoneThread() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A failure while handling one call must not stop the events of other calls. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("an event of a call could not be handled", e);
            }
        };
    }

    void run(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(guarded(task));
        }
    }

    void after(Duration delay, Runnable task) {
        Future<?> unused = executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a step on the thread and waits for its result, even if the waiting thread is interrupted.
     *
     * @throws ExecutionException if the step throws; the cause is its exception
     */
    <T> T await(Callable<T> step) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(step);
        executor.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops the thread and interrupts those started from it: a thread of the SIP stack ends only after it wakes up. */
    @Override
    public void close() {
        executor.shutdownNow();
        group.interrupt();
    }
}
