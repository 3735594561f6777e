package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/**
 * Makes a token.
 *
 * @param expiresAt when it expires, such as 2027-01-31T00:00:00Z; if missing, it is valid until it is revoked
 */
record CreateToken(@Nullable String name, @Nullable String expiresAt) {}
