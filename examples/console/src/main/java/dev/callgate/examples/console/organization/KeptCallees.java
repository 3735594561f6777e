package dev.callgate.examples.console.organization;

import dev.callgate.policy.CalleePrivacy;
import jakarta.annotation.Nullable;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much a new organization keeps of the numbers that it calls, {@code callgate.console.callees}, and the key for hashes of every
 * organization, {@code callgate.console.callee-key}. Immutable and thread-safe.
 */
@ConfigurationProperties("callgate.console")
public final class KeptCallees {
    private final Form form;

    @Nullable
    private final byte[] key;

    /**
     * Validates the values.
     *
     * @param callees how much; nothing if missing
     * @param calleeKey the key for hashes, at least 32 bytes in hexadecimal digits; required for hashes only
     * @throws IllegalArgumentException if the key is missing, too short, or not hexadecimal
     */
    KeptCallees(@Nullable Form callees, @Nullable String calleeKey) {
        this.form = callees == null ? Form.NONE : callees;
        this.key = calleeKey == null ? null : key(calleeKey);
        if (form == Form.HASHED && key == null) {
            throw new IllegalArgumentException(
                    "callgate.console.callees=hashed needs callgate.console.callee-key: at least 32 random bytes in hexadecimal digits");
        }
    }

    /** What is kept of a called number. */
    enum Form {
        /** Only its country. */
        NONE("none"),
        /** The number in E.164 form. */
        IN_FULL("in_full"),
        /** A keyed hash, by which calls to the same number are recognized. */
        HASHED("hashed");

        private final String inDocument;

        Form(String inDocument) {
            this.inDocument = inDocument;
        }
    }

    private static byte[] key(String digits) {
        byte[] key;
        try {
            key = HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "callgate.console.callee-key must be hexadecimal digits, two for each byte", e);
        }
        CalleePrivacy.hashed(key);
        return key;
    }

    /** Returns the key for hashes, if there is one. */
    public Optional<byte[]> key() {
        return Optional.ofNullable(key).map(byte[]::clone);
    }

    /** Adds how much is kept to the document of a policy. */
    void addTo(Map<String, Object> document) {
        if (form != Form.NONE) {
            document.put("callees", form.inDocument);
        }
    }
}
