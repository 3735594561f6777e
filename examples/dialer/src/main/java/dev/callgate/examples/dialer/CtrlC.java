package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Handles Ctrl-C: stops the calls, and lets the JVM end when they are finished. A second Ctrl-C has no effect. */
final class CtrlC implements AutoCloseable {
    /** More than the calls take to be finished, unless something hangs. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "ctrl-c");
    private volatile Runnable stop = () -> {};

    private CtrlC() {}

    static CtrlC install() {
        CtrlC installed = new CtrlC();
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    void onStop(Runnable action) {
        stop = action;
    }

    private void stopAndWait() {
        stop.run();
        try {
            boolean unused = ended.await(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the JVM is shutting down.
        }
    }
}
