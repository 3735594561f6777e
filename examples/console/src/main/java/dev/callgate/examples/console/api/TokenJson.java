package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.examples.console.login.Token;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;

/** A token, without its secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenJson(
        String id,
        String name,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable LocalDate lastUsedOn) {
    static TokenJson of(Token token) {
        return new TokenJson(
                token.id(), token.name(), token.createdBy(), token.createdAt(), token.expiresAt(), token.lastUsedOn());
    }
}
