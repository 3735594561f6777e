package dev.callgate.policy;

import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Determines how an organization stores callees, with each call in the journal and with each attempt that is limited. A
 * called number is personal data. Immutable and thread-safe.
 */
public final class CalleePrivacy {
    private static final String HMAC = "HmacSHA256";

    /** The length of the hash. RFC 2104, section 3, discourages shorter keys. */
    private static final int MIN_KEY_BYTES = 32;

    private static final CalleePrivacy NONE = new CalleePrivacy(false, null);
    private static final CalleePrivacy IN_FULL = new CalleePrivacy(true, null);

    private final boolean kept;

    @Nullable
    private final SecretKeySpec key;

    private CalleePrivacy(boolean kept, @Nullable SecretKeySpec key) {
        this.kept = kept;
        this.key = key;
    }

    /**
     * Stores nothing about a callee except the country and, until a call with an ID has ended, a {@linkplain
     * dev.callgate.model.CallFingerprint fingerprint} that does not reveal the number. Attempts cannot be limited with
     * this setting.
     */
    public static CalleePrivacy none() {
        return NONE;
    }

    /** Stores the called number in E.164 form. For a line with two numbers, stores {@link E164#line()}. */
    public static CalleePrivacy inFull() {
        return IN_FULL;
    }

    /**
     * Stores a hash of the called number: HMAC-SHA256 (RFC 2104) in hexadecimal digits. Calls to the same number can be
     * recognized, and finding out the number requires the key and trying all numbers. Keep the key out of that
     * database. If the key changes, earlier calls and attempts are no longer recognized.
     *
     * @param key at least 32 random bytes; copied
     * @throws IllegalArgumentException if the key has fewer bytes
     */
    public static CalleePrivacy hashed(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the key for hashing callees must have at least %d bytes, but has %d"
                    .formatted(MIN_KEY_BYTES, key.length));
        }
        return new CalleePrivacy(true, new SecretKeySpec(key, HMAC));
    }

    /** Returns whether the stored keys identify callees. */
    public boolean identifiesCallees() {
        return kept;
    }

    /**
     * Returns the key that is stored for a called number, or empty if none is stored. It is derived from {@link
     * E164#line()}, so all numbers of a line have the same key.
     */
    public Optional<CalleeKey> keyOf(E164 callee) {
        return kept ? Optional.of(made(callee.line())) : Optional.empty();
    }

    /**
     * Returns all keys that may have been stored for a called number, for example to erase its records. Earlier
     * versions derived the key from the number as it was dialed.
     */
    public Set<CalleeKey> everyKeyOf(E164 callee) {
        return kept ? callee.sameLine().stream().map(this::made).collect(Collectors.toUnmodifiableSet()) : Set.of();
    }

    private CalleeKey made(E164 number) {
        return new CalleeKey(key == null ? number.toString() : hash(key, number.toString()));
    }

    private static String hash(SecretKeySpec key, String digits) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(digits.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Returns a description that does not contain the key. */
    @Override
    public String toString() {
        if (!kept) {
            return "callees are not stored";
        }
        return key == null ? "callees are stored in full" : "callees are stored as keyed hashes";
    }
}
