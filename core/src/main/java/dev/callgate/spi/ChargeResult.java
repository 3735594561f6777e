package dev.callgate.spi;

import dev.callgate.model.Assignment;
import dev.callgate.model.GrantedCall;
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
     * The assignment's limit, or another one that the charge names, leaves no room; nothing was counted anywhere.
     *
     * @param found the assignment as it was found
     * @param usage what else was counted, as it was found; only of what the charge names
     */
    record Full(Assignment found, Usage usage) implements ChargeResult {
        /** Requires both. */
        public Full {
            Objects.requireNonNull(found, "found");
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * A call of the charge's id was granted before; nothing was counted.
     *
     * @param call the call that was granted
     */
    record Repeated(GrantedCall call) implements ChargeResult {
        /** Requires the call. */
        public Repeated {
            Objects.requireNonNull(call, "call");
        }
    }

    /** The assignment would no longer be chosen; nothing was counted. Read it again, and decide again. */
    record Changed() implements ChargeResult {}
}
