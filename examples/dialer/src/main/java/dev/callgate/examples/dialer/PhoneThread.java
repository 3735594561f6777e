package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all that concerns calls happens, in the order in which it came; and their timers. */
final class PhoneThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneThread.class);

    /** Threads that are started from the one belong to its group, so that they can be found. */
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

    /** What one call's event throws must not keep those of the others from being heard. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("what happened to a call could not be handled", e);
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
     * Runs a step there, and waits for it, also where the waiting thread is interrupted: what it did has to be known.
     *
     * @throws ExecutionException what the step threw
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

    /** Ends it, and wakes what was started from it: a thread of the SIP stack sees that it is to end only when it is woken. */
    @Override
    public void close() {
        executor.shutdownNow();
        group.interrupt();
    }
}
