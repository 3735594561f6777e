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
 * How much an organization keeps of whom it calls, with each call and with each attempt that is limited: a called
 * number is personal data. Immutable and safe for use by many threads.
 */
public final class CalleePrivacy {
    private static final String HMAC = "HmacSHA256";

    /** As many bytes as the hash has; RFC 2104, section 3, discourages fewer. */
    private static final int LEAST_KEY_BYTES = 32;

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
     * Keeps nothing of whom a call went to but the country, and, while a call with an id has not ended, a {@linkplain
     * dev.callgate.model.CallFingerprint fingerprint} that does not reveal the number. Attempts cannot be limited then.
     */
    public static CalleePrivacy none() {
        return NONE;
    }

    /** Keeps the called number in E.164 form: of a line that has two numbers, the one that {@link E164#line()} is. */
    public static CalleePrivacy inFull() {
        return IN_FULL;
    }

    /**
     * Keeps a hash of the called number, HMAC-SHA256 (RFC 2104) in hexadecimal digits: calls to the same number can be
     * told, and only who has the key can tell which number it is, by trying all of them. So the key does not belong
     * into the same database. With another key, earlier calls and attempts are no longer recognized.
     *
     * @param key at least 32 random bytes; copied
     * @throws IllegalArgumentException if there are fewer
     */
    public static CalleePrivacy hashed(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("the key for hashing callees must have at least %d bytes, but has %d"
                    .formatted(LEAST_KEY_BYTES, key.length));
        }
        return new CalleePrivacy(true, new SecretKeySpec(key, HMAC));
    }

    /** Tells whether callees can be told apart by what is kept of them. */
    public boolean tellsCalleesApart() {
        return kept;
    }

    /**
     * Returns what is kept of a called number, if anything: the same for all numbers that reach one line, which is made
     * of its {@link E164#line()}.
     */
    public Optional<CalleeKey> keyOf(E164 callee) {
        return kept ? Optional.of(made(callee.line())) : Optional.empty();
    }

    /**
     * Returns every key that may have been kept for a called number, for example to erase what is kept for it. Earlier
     * versions made a key of the number as it was dialed.
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

    /** Returns how callees are kept, and no secret. */
    @Override
    public String toString() {
        if (!kept) {
            return "callees are not kept";
        }
        return key == null ? "callees are kept in full" : "callees are kept as keyed hashes";
    }
}
