package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.call.Refused.Reason;
import jakarta.annotation.Nullable;
import java.time.Instant;

/**
 * Why a call is refused.
 *
 * @param permanent whether waiting does not end it
 * @param until when it ends, if that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckedReason(
        String code,
        String message,
        boolean permanent,
        @Nullable Instant until) {
    static CheckedReason of(Reason reason) {
        return new CheckedReason(reason.code(), reason.message(), !reason.isTemporary(), reason.until());
    }
}
