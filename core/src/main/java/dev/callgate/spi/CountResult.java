package dev.callgate.spi;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import java.util.Objects;

/** The result of a {@link CountRequest}. */
public sealed interface CountResult {
    /**
     * The call was counted.
     *
     * @param after the assignment after this call was counted
     * @param usage the values of the counters that the request names, after this call was counted; calls that are held need not be
     *     listed
     */
    record Counted(Assignment after, CounterSnapshot usage) implements CountResult {
        /** Requires both. */
        public Counted {
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(usage, "usage");
        }

        /** Creates the result of a request without further limits. */
        public Counted(Assignment after) {
            this(after, CounterSnapshot.NONE);
        }
    }

    /**
     * The assignment's limit, or another limit of the request, leaves no room. Nothing was counted.
     *
     * @param found the assignment as it is stored
     * @param usage the stored counters that the request names
     */
    record LimitReached(Assignment found, CounterSnapshot usage) implements CountResult {
        /** Requires both. */
        public LimitReached {
            Objects.requireNonNull(found, "found");
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * A call with the request's call ID was allowed before. Nothing was counted.
     *
     * @param call the call that was allowed before
     */
    record AlreadyCounted(AllowedCall call) implements CountResult {
        /** Requires the call. */
        public AlreadyCounted {
            Objects.requireNonNull(call, "call");
        }
    }

    /** The assignment changed and is no longer a candidate. Nothing was counted. The gate reads again and decides again. */
    record Stale() implements CountResult {}
}
