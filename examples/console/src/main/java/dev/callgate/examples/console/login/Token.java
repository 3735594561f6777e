package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A dialer's token, without its secret.
 *
 * @param createdBy the name of the user who made it
 * @param expiresAt when it expires, or null if it is valid until it is revoked
 * @param lastUsedOn the last day of its use in UTC, or null if it was not used yet
 */
public record Token(
        String id,
        String name,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable LocalDate lastUsedOn) {
    /** Returns the day in UTC on which it was made. */
    public LocalDate createdOn() {
        return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }

    /** Returns the day in UTC on which it expires, or null. */
    @Nullable
    public LocalDate expiresOn() {
        return expiresAt == null ? null : LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
    }
}
