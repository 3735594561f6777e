package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditQueryTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final ActorId ALICE = new ActorId("alice");
    private static final UUID NUMBER = new UUID(1, 1);
    private static final AuditQuery QUERY = AuditQuery.of(ORGANIZATION);
    private static final AuditEntry ENTRY = new AuditEntry(
            new UUID(1, 2),
            ORGANIZATION,
            ALICE,
            NOW,
            AuditEntry.Action.NUMBER_DELETED,
            NUMBER,
            E164.of("+12025550123"),
            null,
            Map.of(),
            Map.of());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    void acceptsLimitsInRange(int limit) {
        assertEquals(limit, QUERY.limit(limit).limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void rejectsLimitsOutOfRange(int limit) {
        assertThrowsNaming(IllegalArgumentException.class, () -> QUERY.limit(limit), limit, 1_000);
    }

    @Test
    void limitIs100ByDefault() {
        assertEquals(new AuditQuery(ORGANIZATION, null, null, null, null, null, 100), QUERY);
    }

    @Test
    void changingOneFilterKeepsTheOthers() {
        AuditQuery all = new AuditQuery(ORGANIZATION, NUMBER, ALICE, NOW, NOW.plusSeconds(1), ENTRY.id(), 5);
        assertEquals(
                all,
                QUERY.limit(5)
                        .numberId(NUMBER)
                        .actor(ALICE)
                        .from(NOW)
                        .until(NOW.plusSeconds(1))
                        .olderThan(ENTRY));
        assertEquals(
                all,
                QUERY.olderThan(ENTRY)
                        .until(NOW.plusSeconds(1))
                        .from(NOW)
                        .actor(ALICE)
                        .numberId(NUMBER)
                        .limit(5));
    }

    @Test
    void matchesItsFilters() {
        assertTrue(QUERY.keeps(ENTRY));
        assertFalse(AuditQuery.of(new OrganizationId("other")).keeps(ENTRY));
        assertTrue(QUERY.numberId(NUMBER).keeps(ENTRY));
        assertFalse(QUERY.numberId(ENTRY.id()).keeps(ENTRY));
        assertTrue(QUERY.actor(ALICE).keeps(ENTRY));
        assertFalse(QUERY.actor(new ActorId("Alice")).keeps(ENTRY));
    }

    @Test
    void matchesResetsUnlessFilteredByNumber() {
        AuditEntry reset =
                AuditEntry.countsReset(new ChangeContext(ALICE, NOW), ORGANIZATION, LocalDate.of(2026, 3, 2), 1);
        assertTrue(QUERY.actor(ALICE).from(NOW).keeps(reset));
        assertFalse(QUERY.numberId(NUMBER).keeps(reset));
    }

    @Test
    void matchesFromInclusiveToExclusive() {
        assertTrue(QUERY.from(NOW).keeps(ENTRY));
        assertFalse(QUERY.from(NOW.plusNanos(1_000)).keeps(ENTRY));
        assertFalse(QUERY.until(NOW).keeps(ENTRY));
        assertTrue(QUERY.until(NOW.plusNanos(1_000)).keeps(ENTRY));
        assertTrue(QUERY.from(NOW).until(NOW.plusSeconds(1)).keeps(ENTRY));
        assertFalse(QUERY.from(NOW).until(NOW).keeps(ENTRY));
    }

    @Test
    void truncatesTimesToMicroseconds() {
        assertEquals(QUERY.from(NOW), QUERY.from(NOW.plusNanos(999)));
        assertEquals(QUERY.until(NOW), QUERY.until(NOW.plusNanos(999)));
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> AuditQuery.of(null), "organization");
        assertThrows(NullPointerException.class, () -> QUERY.numberId(null));
        assertThrows(NullPointerException.class, () -> QUERY.actor(null));
        assertThrows(NullPointerException.class, () -> QUERY.from(null));
        assertThrows(NullPointerException.class, () -> QUERY.until(null));
        assertThrows(NullPointerException.class, () -> QUERY.olderThan(null));
    }
}
