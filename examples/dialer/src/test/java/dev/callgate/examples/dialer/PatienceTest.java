package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.model.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final Patience patience = new Patience(3, Duration.ofMillis(1));

    /** Answers at the given try, and throws before. */
    private int answer(int at, StoreException before) {
        if (asked.incrementAndGet() < at) {
            throw before;
        }
        return asked.get();
    }

    @Test
    @DisplayName("D4 a store that did not answer, or whose answer was lost, is asked again, and not for ever")
    void again() {
        assertEquals(2, patience.ask(() -> answer(2, new StoreException.NotApplied("down", null))));
        asked.set(0);
        assertEquals(3, patience.ask(() -> answer(3, new StoreException.OutcomeUnknown("lost", null))));
        asked.set(0);
        StoreException.NotApplied down = new StoreException.NotApplied("down", null);
        assertEquals(down, assertThrows(StoreException.class, () -> patience.ask(() -> answer(4, down))));
        assertEquals(3, asked.get());
    }

    @Test
    @DisplayName("D4 a store that cannot answer before somebody acts is not asked again")
    void permanent() {
        StoreException.Permanent gone = new StoreException.Permanent("no such table", null);
        assertEquals(gone, assertThrows(StoreException.class, () -> patience.ask(() -> answer(2, gone))));
        assertEquals(1, asked.get());
    }
}
