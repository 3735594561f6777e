package dev.callgate.spi;

import dev.callgate.model.CallRecord;
import java.util.Objects;

/**
 * What came of releasing or completing a call. Immutable.
 *
 * @param call the call as it is now
 * @param changed whether it was this that settled it: false where it was released or completed before
 */
public record Settlement(CallRecord call, boolean changed) {
    /** Requires the call. */
    public Settlement {
        Objects.requireNonNull(call, "call");
    }
}
