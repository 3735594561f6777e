package dev.callgate.model;

import dev.callgate.internal.Micros;
import java.time.Instant;
import java.util.Objects;

/**
 * The actor and the time of a change. Immutable.
 *
 * @param actor the actor that makes the change
 * @param at the time of the change, to the microsecond
 */
public record ChangeContext(ActorId actor, Instant at) {
    /**
     * Requires both values and truncates the time to the microsecond, the precision of every store.
     *
     * @throws IllegalArgumentException if the time is before 1970
     */
    public ChangeContext {
        Objects.requireNonNull(actor, "actor");
        if (at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("the time of a change must be in 1970 or later, not " + at);
        }
        at = Micros.of(at);
    }
}
