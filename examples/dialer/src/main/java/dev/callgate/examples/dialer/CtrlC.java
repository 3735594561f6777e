package dev.callgate.examples.dialer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What Ctrl-C does: it stops the calls, and the program ends when they are settled. A second one does no more. */
final class CtrlC implements AutoCloseable {
    /** Longer than settling takes, unless something hangs. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "ctrl-c");
    private volatile Runnable stop = () -> {};

    private CtrlC() {}

    static CtrlC heard() {
        CtrlC heard = new CtrlC();
        Runtime.getRuntime().addShutdownHook(heard.hook);
        return heard;
    }

    void stops(Runnable what) {
        stop = what;
    }

    private void stopAndWait() {
        stop.run();
        try {
            boolean unused = ended.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
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
            // It is running: the program is being ended.
        }
    }
}
