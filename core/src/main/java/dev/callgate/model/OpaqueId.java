package dev.callgate.model;

import dev.callgate.internal.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validates and derives IDs. The host's IDs are text that the library stores and compares but never interprets. */
final class OpaqueId {
    static final int MAX_LENGTH = 64;

    private OpaqueId() {}

    /** Returns an ID that is always the same for the same values, none of which has a line break. */
    static UUID derived(Object... values) {
        String name = Stream.of(values).map(Object::toString).collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

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
