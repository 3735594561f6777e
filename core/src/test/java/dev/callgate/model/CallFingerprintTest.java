package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallFingerprintTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final CallId CALL = new CallId("c-1");
    private static final E164 NUMBER = E164.of("+12025550123");

    private static CallFingerprint of(E164 to) {
        return CallFingerprint.of(ACME, CALL, to, null, false, Map.of());
    }

    @Test
    @DisplayName("D5 a fingerprint depends on organization, call id, number, extension and the caller's insisting")
    void dependsOnAllValues() {
        CallFingerprint plain = of(NUMBER);
        assertEquals(plain, of(NUMBER));
        assertNotEquals(plain, CallFingerprint.of(new OrganizationId("globex"), CALL, NUMBER, null, false, Map.of()));
        assertNotEquals(plain, CallFingerprint.of(ACME, new CallId("c-2"), NUMBER, null, false, Map.of()));
        assertNotEquals(plain, of(E164.of("+12025550124")));
        assertNotEquals(plain, CallFingerprint.of(ACME, CALL, NUMBER, "45", false, Map.of()));
        assertNotEquals(plain, CallFingerprint.of(ACME, CALL, NUMBER, null, true, Map.of()));
        assertNotEquals(plain, CallFingerprint.of(ACME, CALL, NUMBER, null, false, Map.of("campaign", "spring")));
        assertNotEquals(
                CallFingerprint.of(ACME, CALL, NUMBER, null, false, Map.of("campaign", "spring")),
                CallFingerprint.of(ACME, CALL, NUMBER, null, false, Map.of("list", "spring")));
        assertNotEquals(
                CallFingerprint.of(ACME, CALL, NUMBER, "45", false, Map.of()),
                CallFingerprint.of(ACME, CALL, NUMBER, "46", false, Map.of()));
    }

    @Test
    @DisplayName("T2 a fingerprint is found by its number, with and without an extension")
    void matchesItsNumber() {
        assertTrue(of(NUMBER).mayBeTo(ACME, CALL, NUMBER));
        assertTrue(CallFingerprint.of(ACME, CALL, NUMBER, "45", true, Map.of()).mayBeTo(ACME, CALL, NUMBER));
        assertFalse(of(NUMBER).mayBeTo(ACME, CALL, E164.of("+12025550124")));
        assertFalse(of(NUMBER).mayBeTo(ACME, new CallId("c-2"), NUMBER));
    }

    @Test
    @DisplayName(
            "T2 no number can be found from a fingerprint: of eight million numbers of one area code, several have the same")
    void hidesTheNumber() {
        CallFingerprint fingerprint = of(NUMBER);
        long candidates = IntStream.range(2_000_000, 10_000_000)
                .filter(n -> fingerprint.mayBeTo(ACME, CALL, E164.of("+1202" + n)))
                .limit(3)
                .count();
        assertEquals(3, candidates, () -> "only %d numbers have the same fingerprint".formatted(candidates));
    }

    @Test
    @DisplayName("a text that is too short or too long is no fingerprint")
    void requiresItsLength() {
        new CallFingerprint("a".repeat(24));
        assertThrows(IllegalArgumentException.class, () -> new CallFingerprint("abcd"));
        assertThrows(IllegalArgumentException.class, () -> new CallFingerprint("a".repeat(25)));
    }
}
