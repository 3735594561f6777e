package dev.callgate.examples.dialer;

import dev.callgate.model.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the store again where it did not answer, which does no harm: all that is asked here is asked with a call's id. Not where
 * it cannot answer before somebody acts.
 *
 * @param tries how often at most
 * @param pause between the first two tries; twice as long after each
 */
record Patience(int tries, Duration pause) {
    static final Patience USUAL = new Patience(4, Duration.ofMillis(100));

    /**
     * Asks until there is an answer.
     *
     * @throws StoreException what the last try threw
     */
    <T> T ask(Supplier<T> question) {
        Duration wait = pause;
        for (int i = 1; ; i++) {
            try {
                return question.get();
            } catch (StoreException.NotApplied | StoreException.OutcomeUnknown e) {
                if (i >= tries || !slept(wait)) {
                    throw e;
                }
                wait = wait.multipliedBy(2);
            }
        }
    }

    private static boolean slept(Duration wait) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
