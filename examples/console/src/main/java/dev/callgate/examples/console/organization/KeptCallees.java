package dev.callgate.examples.console.organization;

import dev.callgate.CallPolicy;
import dev.callgate.policy.CalleePrivacy;
import jakarta.annotation.Nullable;
import java.util.HexFormat;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much every organization keeps of the numbers that it calls: {@code callgate.console.callees} and {@code
 * callgate.console.callee-key}. Immutable and thread-safe.
 */
@ConfigurationProperties("callgate.console")
public final class KeptCallees {
    private final CalleePrivacy privacy;

    /**
     * Validates the values.
     *
     * @param callees how much; nothing if missing
     * @param calleeKey the key for hashes, at least 32 bytes in hexadecimal digits; required for hashes only
     * @throws IllegalArgumentException if the key is missing, too short, or not hexadecimal
     */
    KeptCallees(@Nullable Form callees, @Nullable String calleeKey) {
        this.privacy = switch (callees == null ? Form.NONE : callees) {
            case NONE -> CalleePrivacy.none();
            case IN_FULL -> CalleePrivacy.inFull();
            case HASHED -> CalleePrivacy.hashed(key(calleeKey));
        };
    }

    /** What is kept of a called number. */
    enum Form {
        /** Only its country. */
        NONE,
        /** The number in E.164 form. */
        IN_FULL,
        /** A keyed hash, by which calls to the same number are recognized. */
        HASHED
    }

    private static byte[] key(@Nullable String digits) {
        if (digits == null) {
            throw new IllegalArgumentException(
                    "callgate.console.callees=hashed needs callgate.console.callee-key: at least 32 random bytes in hexadecimal digits");
        }
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "callgate.console.callee-key must be hexadecimal digits, two for each byte", e);
        }
    }

    /** Returns how much is kept. */
    public CalleePrivacy privacy() {
        return privacy;
    }

    CallPolicy addTo(CallPolicy policy) {
        return policy.callees(privacy);
    }
}
