package dev.callgate.model;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A short check value of the request behind a call ID. It allows comparing two requests under one ID regardless of how
 * much of the callee an organization stores. Immutable.
 *
 * <p>The value does not reveal the called number. It contains the first 20 bits of a SHA-256 hash (FIPS 180-4) of the
 * number, salted with the organization and the call ID. So about one in a million other numbers has the same value, and
 * the values of two calls to one number have nothing in common. The value also contains 20 bits of the hash of the
 * extension and of the attributes, if the request had any, and whether the request insisted on one of the agent's
 * numbers.
 *
 * <p>A store keeps the value until the call is released or completed, or its callee is erased.
 *
 * @param value 5 to 24 characters, opaque to stores, which compare them exactly; {@link #of} returns 18 characters at
 *     most
 */
public record CallFingerprint(String value) {
    private static final int CALLEE_BITS = 20;
    private static final int CALLEE_DIGITS = CALLEE_BITS / 4;
    private static final int PART_DIGITS = 5;

    /** Separates the parts of the hashed text. No ID contains control characters. */
    private static final char SEPARATOR = '\0';

    private static final int MAX_LENGTH = 24;

    /**
     * Wraps a stored value.
     *
     * @throws IllegalArgumentException if the value has fewer than 5 or more than 24 characters
     */
    public CallFingerprint {
        if (value.length() < CALLEE_DIGITS || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a call fingerprint must have %d to %d characters, but \"%s\" has %d"
                    .formatted(CALLEE_DIGITS, MAX_LENGTH, value, value.length()));
        }
    }

    /**
     * Returns the fingerprint of a request.
     *
     * @param to the called number
     * @param extension the extension after the called number, or null if there is none
     * @param insisted whether the request named the number to call from
     * @param attributes the attributes of the request by their names
     */
    public static CallFingerprint of(
            OrganizationId organization,
            CallId callId,
            E164 to,
            @Nullable String extension,
            boolean insisted,
            Map<String, String> attributes) {
        StringBuilder value = new StringBuilder(hash(organization, callId, to.toString(), CALLEE_DIGITS));
        if (extension != null) {
            value.append('x').append(hash(organization, callId, extension, PART_DIGITS));
        }
        if (insisted) {
            value.append('f');
        }
        if (!attributes.isEmpty()) {
            value.append('a').append(hash(organization, callId, text(attributes), PART_DIGITS));
        }
        return new CallFingerprint(value.toString());
    }

    private static String text(Map<String, String> attributes) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(attributes)
                .forEach((name, value) ->
                        text.append(name).append(SEPARATOR).append(value).append(SEPARATOR));
        return text.toString();
    }

    /**
     * Returns whether the request may have been a request to call this number: true for every such request, and for
     * about one in a million requests to call another number.
     */
    public boolean mayBeTo(OrganizationId organization, CallId callId, E164 number) {
        return value.startsWith(hash(organization, callId, number.toString(), CALLEE_DIGITS));
    }

    private static String hash(OrganizationId organization, CallId callId, String part, int digits) {
        String salted = organization.value() + SEPARATOR + callId.value() + SEPARATOR + part;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(salted.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, (digits + 1) / 2).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
