package dev.callgate.model;

import dev.callgate.internal.Micros;
import java.time.Instant;
import java.util.Objects;

/**
 * A call in progress that counts on at least one limit of calls at once. Immutable.
 *
 * @param call the call, which is open
 * @param until when it stops counting on the next of these limits, unless it ends or is renewed before; truncated to the microsecond.
 *     The call ends at the same time on all of them, except where a host's clock that was ahead has counted on some of them
 */
public record LiveCall(AllowedCall call, Instant until) {
    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if the call has ended
     */
    public LiveCall {
        until = Micros.of(Objects.requireNonNull(until, "until"));
        if (!call.isOpen()) {
            throw new IllegalArgumentException("call %s has ended, so it is not in progress".formatted(call.callId()));
        }
    }

    /** Returns the position of the call among those in progress. */
    public Cursor cursor() {
        return new Cursor(until, call.holdId());
    }

    /**
     * A position among calls in progress, which are in the order in which their time is over, and then of the {@linkplain
     * AllowedCall#holdId IDs of their holds}.
     *
     * @param until the end of a call's time
     * @param holdId the ID of the call's holds
     */
    public record Cursor(Instant until, String holdId) implements Comparable<Cursor> {
        /** Requires both values. */
        public Cursor {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(holdId, "hold id");
        }

        @Override
        public int compareTo(Cursor other) {
            int later = until.compareTo(other.until);
            return later == 0 ? holdId.compareTo(other.holdId) : later;
        }
    }
}
