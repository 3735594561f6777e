package dev.callgate.examples.dialer;

import java.time.Duration;
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

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "phone");
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

    /** A step that can fail. */
    interface Step {
        void run() throws NotSentException;
    }

    /** Runs a step there, and waits for it, also where the waiting thread is interrupted: what it did has to be known. */
    void await(Step step) throws NotSentException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            step.run();
            return null;
        });
        executor.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof NotSentException notSent) {
                        throw notSent;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
