package dev.callgate.model;

import dev.callgate.internal.VisibleText;
import java.util.Objects;

/** Validates the host's IDs: text that the library stores and compares but never interprets. */
final class OpaqueId {
    static final int MAX_LENGTH = 64;

    private OpaqueId() {}

    static String requireValid(String value, String what) {
        return requireValid(value, what, MAX_LENGTH);
    }

    static String requireValid(String value, String what, int maxLength) {
        Objects.requireNonNull(value, what);
        if (value.isEmpty() || value.length() > maxLength) {
            throw new IllegalArgumentException("%s must have 1 to %d characters, but has %d: \"%s\""
                    .formatted(what, maxLength, value.length(), VisibleText.shown(value)));
        }
        // Some databases take text that differs in trailing spaces for the same.
        if (!value.strip().equals(value) || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "%s must not begin or end with a space, or contain control characters: \"%s\""
                            .formatted(what, VisibleText.shown(value)));
        }
        return value;
    }
}
