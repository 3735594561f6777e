package dev.callgate.spi;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import java.util.Objects;

/** What became of a {@link CountRequest}. */
public sealed interface CountResult {
    /**
     * The call was counted.
     *
     * @param after the assignment as it is now, this call included
     */
    record Counted(Assignment after) implements CountResult {
        /** Requires the assignment. */
        public Counted {
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * The assignment's limit, or another one that the charge names, leaves no room; nothing was counted anywhere.
     *
     * @param found the assignment as it was found
     * @param usage what else was counted, as it was found; only of what the charge names
     */
    record LimitReached(Assignment found, CounterSnapshot usage) implements CountResult {
        /** Requires both. */
        public LimitReached {
            Objects.requireNonNull(found, "found");
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * A call of the charge's id was granted before; nothing was counted.
     *
     * @param call the call that was granted
     */
    record AlreadyCounted(AllowedCall call) implements CountResult {
        /** Requires the call. */
        public AlreadyCounted {
            Objects.requireNonNull(call, "call");
        }
    }

    /** The assignment would no longer be chosen; nothing was counted. Read it again, and decide again. */
    record Stale() implements CountResult {}
}
