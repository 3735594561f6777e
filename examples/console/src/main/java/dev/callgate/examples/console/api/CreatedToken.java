package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.Nullable;
import java.time.Instant;

/** A new token, with its secret, which is shown only this once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreatedToken(
        boolean success,
        String id,
        String name,
        String token,
        @Nullable Instant expiresAt) {}
