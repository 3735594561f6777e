package dev.callgate.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CalleePrivacyTest {
    private static final E164 CALLEE = E164.of("+12025550199");

    @Test
    @DisplayName("a callee is kept in full, or not at all")
    void keepsAllOrNothing() {
        assertEquals(
                Optional.of(new CalleeKey("+12025550199")),
                CalleePrivacy.inFull().keyOf(CALLEE));
        assertEquals(Optional.empty(), CalleePrivacy.none().keyOf(CALLEE));
        assertTrue(CalleePrivacy.inFull().identifiesCallees());
        assertFalse(CalleePrivacy.none().identifiesCallees());
        assertEquals("callees are stored in full", CalleePrivacy.inFull().toString());
        assertEquals("callees are not stored", CalleePrivacy.none().toString());
    }

    @Test
    @DisplayName("a hash is HMAC-SHA256 of the number, as another program computes it")
    void hashes() {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        // printf '+12025550199' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertEquals(
                Optional.of(new CalleeKey("46dd1a90bd701b4cf6f50477a12ce661a8aa06a441eb63102ade6159691cad93")),
                CalleePrivacy.hashed(key).keyOf(CALLEE));
    }

    @Test
    @DisplayName("hashes tell callees apart and depend on the key, of which a copy is kept")
    void dependsOnTheKey() {
        byte[] key = new byte[32];
        CalleePrivacy hashed = CalleePrivacy.hashed(key);
        Optional<CalleeKey> before = hashed.keyOf(CALLEE);
        Arrays.fill(key, (byte) 1);
        assertEquals(before, hashed.keyOf(CALLEE));
        assertNotEquals(before, hashed.keyOf(E164.of("+12025550198")));
        assertNotEquals(before, CalleePrivacy.hashed(key).keyOf(CALLEE));
    }

    @Test
    @DisplayName("a key of fewer bytes than a hash has is refused, and no key is ever told")
    void rejectsShortKeys() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CalleePrivacy.hashed(new byte[31]));
        assertTrue(refused.getMessage().contains("31"), refused::getMessage);
        assertEquals(
                "callees are stored as keyed hashes",
                CalleePrivacy.hashed(new byte[32]).toString());
    }

    @Test
    @DisplayName(
            "a line that has two numbers is kept as one callee, and looked for by what earlier versions kept of each")
    void storesALineAsOneCallee() {
        E164 withNine = E164.of("+5491123456789");
        E164 without = E164.of("+541123456789");
        CalleePrivacy hashed = CalleePrivacy.hashed(new byte[32]);
        assertEquals(hashed.keyOf(without), hashed.keyOf(withNine));
        assertNotEquals(hashed.keyOf(without), hashed.keyOf(E164.of("+541123456780")));
        assertEquals(
                Set.of(new CalleeKey("+5491123456789"), new CalleeKey("+541123456789")),
                CalleePrivacy.inFull().everyKeyOf(without));
        assertEquals(2, hashed.everyKeyOf(withNine).size());
        assertEquals(Set.of(), CalleePrivacy.none().everyKeyOf(withNine));
    }
}
