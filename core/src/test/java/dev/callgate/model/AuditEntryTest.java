package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AuditEntry.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final ChangeContext BY = new ChangeContext(new ActorId("alice"), LATER);
    private static final AgentId ANNA = new AgentId("anna");
    private static final PhoneNumber NUMBER = new PhoneNumber(
            new UUID(1, 1),
            new OrganizationId("acme"),
            E164.of("+12025550123"),
            "telnyx",
            "US",
            Set.of(Capability.FAX, Capability.VOICE, Capability.SMS),
            NumberStatus.ACTIVE,
            null,
            null,
            NOW,
            NOW);
    private static final Assignment ASSIGNMENT = new Assignment(
            new UUID(2, 2),
            ANNA,
            NUMBER.withAssignee(ANNA, NOW),
            Terms.dailyLimit(3).countries("US", "CA"),
            1,
            LocalDate.of(2026, 3, 2),
            NOW,
            NOW);
    private static final Map<String, String> TERMS = Map.of("daily_limit", "3", "allowed_countries", "CA US");

    private static void assertEntry(
            Action action, AgentId agent, Map<String, String> before, Map<String, String> after, AuditEntry made) {
        assertEquals(
                new AuditEntry(
                        made.id(),
                        NUMBER.organization(),
                        BY.actor(),
                        LATER,
                        action,
                        NUMBER.id(),
                        NUMBER.e164(),
                        agent,
                        before,
                        after),
                made);
        assertEquals(7, made.id().version());
        assertEquals(LATER.toEpochMilli(), made.id().getMostSignificantBits() >>> 16);
    }

    @Test
    void addedOrDeletedNumberHasAllProperties() {
        Map<String, String> all = Map.of("provider", "telnyx", "capabilities", "voice sms fax", "status", "active");
        assertEntry(Action.NUMBER_ADDED, null, Map.of(), all, AuditEntry.added(BY, NUMBER));
        assertEntry(Action.NUMBER_DELETED, null, all, Map.of(), AuditEntry.deleted(BY, NUMBER));

        PhoneNumber other = NUMBER.withProvider(null, NOW)
                .withCapabilities(Set.of(), NOW)
                .withStatus(NumberStatus.INACTIVE, NOW)
                .withQuarantine(LocalDate.of(2026, 4, 1), NOW);
        assertEntry(
                Action.NUMBER_ADDED,
                null,
                Map.of(),
                Map.of("capabilities", "", "status", "inactive", "quarantined_until", "2026-04-01"),
                AuditEntry.added(BY, other));
    }

    @Test
    void changedNumberHasOnlyChangedProperties() {
        assertChanged(
                Map.of("status", "active"),
                Map.of("status", "inactive"),
                NUMBER.withStatus(NumberStatus.INACTIVE, LATER));
        assertChanged(Map.of("provider", "telnyx"), Map.of(), NUMBER.withProvider(null, LATER));
        assertChanged(
                Map.of(),
                Map.of("quarantined_until", "2026-04-01"),
                NUMBER.withQuarantine(LocalDate.of(2026, 4, 1), LATER));
        assertChanged(
                Map.of("provider", "telnyx", "capabilities", "voice sms fax"),
                Map.of("provider", "twilio", "capabilities", "mms"),
                NUMBER.withProvider("twilio", LATER).withCapabilities(Set.of(Capability.MMS), LATER));
    }

    private static void assertChanged(Map<String, String> before, Map<String, String> after, PhoneNumber changed) {
        assertEntry(
                Action.NUMBER_CHANGED,
                null,
                before,
                after,
                AuditEntry.changed(BY, NUMBER, changed).orElseThrow());
    }

    @Test
    void noEntryIfOnlyTheTimeChanged() {
        assertTrue(AuditEntry.changed(BY, NUMBER, NUMBER).isEmpty());
        assertTrue(AuditEntry.changed(BY, NUMBER, NUMBER.withStatus(NumberStatus.ACTIVE, LATER))
                .isEmpty());
        assertTrue(AuditEntry.termsChanged(BY, ASSIGNMENT, ASSIGNMENT.withTerms(ASSIGNMENT.terms(), LATER))
                .isEmpty());
    }

    @Test
    void assignmentHasAgentAndTerms() {
        assertEntry(Action.NUMBER_ASSIGNED, ANNA, Map.of(), TERMS, AuditEntry.assigned(BY, ASSIGNMENT));
        assertEntry(Action.NUMBER_UNASSIGNED, ANNA, TERMS, Map.of(), AuditEntry.unassigned(BY, ASSIGNMENT));
        assertEntry(
                Action.TERMS_CHANGED,
                ANNA,
                Map.of("daily_limit", "3"),
                Map.of("daily_limit", "4"),
                AuditEntry.termsChanged(
                                BY,
                                ASSIGNMENT,
                                ASSIGNMENT.withTerms(Terms.dailyLimit(4).countries("CA", "US"), LATER))
                        .orElseThrow());
        assertEntry(
                Action.TERMS_CHANGED,
                ANNA,
                TERMS,
                Map.of("daily_limit", "0", "allowed_countries", ""),
                AuditEntry.termsChanged(BY, ASSIGNMENT, ASSIGNMENT.withTerms(Terms.dailyLimit(0), LATER))
                        .orElseThrow());
    }

    @Test
    void resetHasDayAndCountButNoNumber() {
        AuditEntry made = AuditEntry.countsReset(BY, NUMBER.organization(), LocalDate.of(2026, 3, 2), 17);
        Map<String, String> after = Map.of("last_reset_date", "2026-03-02", "counts", "17");
        assertEquals(ofReset(made.id(), null, null, null, after), made);
        assertEquals(7, made.id().version());
    }

    private static AuditEntry ofReset(UUID id, UUID numberId, E164 e164, AgentId agent, Map<String, String> after) {
        return new AuditEntry(
                id,
                NUMBER.organization(),
                BY.actor(),
                LATER,
                Action.DAILY_COUNTS_RESET,
                numberId,
                e164,
                agent,
                Map.of(),
                after);
    }

    @Test
    void requiresANumberExceptForResets() {
        UUID id = new UUID(3, 3);
        assertThrowsNaming(
                IllegalArgumentException.class, () -> ofReset(id, NUMBER.id(), null, null, Map.of()), NUMBER.id());
        assertThrows(IllegalArgumentException.class, () -> ofReset(id, null, NUMBER.e164(), null, Map.of()));
        assertThrowsNaming(IllegalArgumentException.class, () -> ofReset(id, null, null, ANNA, Map.of()), ANNA);
        assertThrowsNaming(NullPointerException.class, () -> ofNumber(null, NUMBER.e164()), "number id");
        assertThrowsNaming(NullPointerException.class, () -> ofNumber(NUMBER.id(), null), "e164");
    }

    private static AuditEntry ofNumber(UUID numberId, E164 e164) {
        return new AuditEntry(
                new UUID(3, 3),
                NUMBER.organization(),
                BY.actor(),
                LATER,
                Action.NUMBER_DELETED,
                numberId,
                e164,
                null,
                Map.of(),
                Map.of());
    }

    @Test
    void isImmutableAndTruncatedToMicroseconds() {
        Map<String, String> values = new HashMap<>(TERMS);
        AuditEntry entry = new AuditEntry(
                new UUID(3, 3),
                NUMBER.organization(),
                BY.actor(),
                NOW.plusNanos(999),
                Action.NUMBER_ASSIGNED,
                NUMBER.id(),
                NUMBER.e164(),
                ANNA,
                values,
                values);
        values.clear();
        assertEquals(TERMS, entry.before());
        assertEquals(TERMS, entry.after());
        assertEquals(NOW, entry.at());
        for (Map<String, String> kept : List.of(entry.before(), entry.after())) {
            assertThrows(UnsupportedOperationException.class, kept::clear);
        }
        assertNull(AuditEntry.added(BY, NUMBER).agent());
    }
}
