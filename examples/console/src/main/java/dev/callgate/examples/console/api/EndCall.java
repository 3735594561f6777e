package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.RequestValues;
import jakarta.annotation.Nullable;

/**
 * Ends a call whose end its dialer did not report.
 *
 * @param as {@code failed}, the default: it may have been placed, and stays counted; or {@code released}: it was certainly never placed, and
 *     is not counted any more
 */
record EndCall(@Nullable String callId, @Nullable String as) {
    /** The ways in which a call is ended. */
    enum Way {
        FAILED,
        RELEASED
    }

    Way way() {
        return as == null ? Way.FAILED : RequestValues.constant(Way.class, "as", as);
    }
}
