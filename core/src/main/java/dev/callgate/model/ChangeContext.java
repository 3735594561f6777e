package dev.callgate.model;

import dev.callgate.internal.Micros;
import java.time.Instant;
import java.util.Objects;

/**
 * Who changes something, and when. Immutable.
 *
 * @param actor who does it
 * @param at when, to the microsecond
 */
public record ChangeContext(ActorId actor, Instant at) {
    /**
     * Requires both, and cuts the time to the microsecond, which is what every store keeps.
     *
     * @throws IllegalArgumentException if the time is before 1970
     */
    public ChangeContext {
        Objects.requireNonNull(actor, "actor");
        if (at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("a change is made in 1970 or later, not at " + at);
        }
        at = Micros.of(at);
    }
}
