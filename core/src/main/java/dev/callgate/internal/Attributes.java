package dev.callgate.internal;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Validates the attributes of calls. */
public final class Attributes {
    /** The most attributes of a call. */
    public static final int MAX_ATTRIBUTES = 8;

    /** The longest value of an attribute. */
    public static final int MAX_VALUE_LENGTH = 64;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private Attributes() {}

    /**
     * Returns the name.
     *
     * @throws IllegalArgumentException if it is not 1 to 32 characters: a letter from a to z, and then letters, digits and underscores
     */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of an attribute must be a letter from a to z and up to 31 letters, digits and underscores, such as"
                            + " campaign, not \"%s\"".formatted(VisibleText.shown(name)));
        }
        return name;
    }

    /**
     * Returns an unmodifiable copy in the order of the names.
     *
     * @throws IllegalArgumentException if there are too many attributes, or a name or a value is not valid
     */
    public static Map<String, String> copyOf(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "a call has at most %d attributes, not %d".formatted(MAX_ATTRIBUTES, attributes.size()));
        }
        attributes.forEach((name, value) -> requireValue(requireName(name), value));
        return Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /**
     * Copies the names of attributes of a call.
     *
     * @throws IllegalArgumentException if the call does not have one of them
     */
    public static Set<String> namesIn(Map<String, String> attributes, Set<String> names) {
        for (String name : names) {
            if (!attributes.containsKey(name)) {
                throw new IllegalArgumentException("the call has no attribute " + VisibleText.shown(name));
            }
        }
        return Set.copyOf(names);
    }

    private static void requireValue(String name, String value) {
        if (value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("attribute %s must have 1 to %d characters, but has %d: \"%s\""
                    .formatted(name, MAX_VALUE_LENGTH, value.length(), VisibleText.shown(value)));
        }
        // Some databases take text that differs in trailing spaces for the same.
        if (!value.strip().equals(value) || value.codePoints().anyMatch(Attributes::isForbidden)) {
            throw new IllegalArgumentException(
                    "attribute %s must not begin or end with a space, or contain control characters or lone surrogates: \"%s\""
                            .formatted(name, VisibleText.shown(value)));
        }
    }

    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
