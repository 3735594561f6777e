package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");

    @Test
    void hasActorAndTime() {
        ChangeContext change = new ChangeContext(new ActorId("alice"), NOW);
        assertEquals(new ActorId("alice"), change.actor());
        assertEquals(NOW, change.at());
    }

    @Test
    void isTruncatedToMicroseconds() {
        assertEquals(NOW, new ChangeContext(ActorId.SYSTEM, NOW.plusNanos(999)).at());
        assertEquals(NOW.plusNanos(1_000), new ChangeContext(ActorId.SYSTEM, NOW.plusNanos(1_000)).at());
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> new ChangeContext(null, NOW), "actor");
        assertThrows(NullPointerException.class, () -> new ChangeContext(ActorId.SYSTEM, null));
    }
}
