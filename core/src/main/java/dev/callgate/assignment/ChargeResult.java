package dev.callgate.assignment;

import java.util.Objects;

/** What became of a {@link Charge}. */
public sealed interface ChargeResult {
    /**
     * The call was counted.
     *
     * @param after the assignment as it is now, this call included
     */
    record Granted(Assignment after) implements ChargeResult {
        /** Requires the assignment. */
        public Granted {
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * The limit leaves no room; nothing was counted.
     *
     * @param found the assignment as it was found
     */
    record Full(Assignment found) implements ChargeResult {
        /** Requires the assignment. */
        public Full {
            Objects.requireNonNull(found, "found");
        }
    }

    /** The assignment would no longer be chosen; nothing was counted. Read it again, and decide again. */
    record Changed() implements ChargeResult {}
}
