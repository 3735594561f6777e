package dev.callgate.examples.dialer.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreRetryTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final StoreRetry retry = new StoreRetry(3, Duration.ofMillis(1));

    /** Answers at the given try, and throws before. */
    private int answer(int at, StoreException before) {
        if (asked.incrementAndGet() < at) {
            throw before;
        }
        return asked.get();
    }

    @Test
    @DisplayName("D4 a store that did not answer, or whose answer was lost, is asked again, a limited number of times")
    void retries() {
        assertEquals(2, retry.ask(() -> answer(2, new StoreException.NotApplied("down", null))));
        asked.set(0);
        assertEquals(3, retry.ask(() -> answer(3, new StoreException.OutcomeUnknown("lost", null))));
        asked.set(0);
        StoreException.NotApplied down = new StoreException.NotApplied("down", null);
        assertEquals(down, assertThrows(StoreException.class, () -> retry.ask(() -> answer(4, down))));
        assertEquals(3, asked.get());
    }

    @Test
    @DisplayName("D4 a permanent failure of the store is not retried")
    void permanent() {
        StoreException.Permanent gone = new StoreException.Permanent("no such table", null);
        assertEquals(gone, assertThrows(StoreException.class, () -> retry.ask(() -> answer(2, gone))));
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("D4 an interrupted thread does not ask again, stays interrupted, and takes the outcome for unknown")
    void interrupted() {
        Thread.currentThread().interrupt();
        try {
            StoreException.NotApplied down = new StoreException.NotApplied("down", null);
            assertThrows(StoreException.OutcomeUnknown.class, () -> retry.ask(() -> answer(2, down)));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            boolean unused = Thread.interrupted();
        }
        assertEquals(1, asked.get());
    }
}
