package dev.callgate.contract;

import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.agent;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.NumberUpdate;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Countries;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All values of audit entries are stored unchanged. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class AuditValuesContract extends AuditTests {
    static Stream<String> unusualTexts() {
        return Stream.of(
                "a\"b\\c ü {\"x\":1}",
                "\\",
                "\"",
                "\\\"\\n\\u0041",
                "'; DROP TABLE audit; --",
                "漢字 🙂 \uD83C\uDFF4 \uFFFD",
                "{}",
                "null",
                "a,b;c=d|e:f",
                "%s %n ? :x $1 ${y}",
                "</script>&amp;",
                "p".repeat(64),
                "ü\"\\".repeat(21));
    }

    @Test
    @DisplayName("T1 a provider is recorded as it is stored: without invisible characters")
    void recordsStoredValues() {
        assertRecords(
                at(1),
                Action.NUMBER_CHANGED,
                null,
                Map.of("provider", "telnyx"),
                Map.of("provider", "tel nyx"),
                () -> inventory(at(1))
                        .update(organization, number.id(), NumberUpdate.create().provider("\u200Etel\u2028nyx\u00A0")));
    }

    @ParameterizedTest
    @MethodSource("unusualTexts")
    @DisplayName("T1 values are stored unchanged")
    void keepsValuesExactly(String text) {
        assertRecords(
                at(1),
                Action.NUMBER_CHANGED,
                null,
                Map.of("provider", "telnyx"),
                Map.of("provider", text),
                () -> inventory(at(1))
                        .update(organization, number.id(), NumberUpdate.create().provider(text)));
        assertRecords(
                at(2),
                Action.NUMBER_DELETED,
                null,
                Map.of("provider", text, "capabilities", "voice sms", "status", "active"),
                Map.of(),
                () -> inventory(at(2)).delete(organization, number.id()));
    }

    @ParameterizedTest
    @MethodSource("unusualTexts")
    @DisplayName("T1 IDs are stored unchanged")
    void keepsIdsExactly(String text) {
        AgentId agent = new AgentId(text);
        ChangeContext by = new ChangeContext(new ActorId(text), LATER);
        assertRecords(by, Action.NUMBER_ASSIGNED, agent, Map.of(), TERMS_TEXT, () -> assign(number, agent, by));
        assertEquals(
                1, storage().list(AuditQuery.of(organization).actor(by.actor())).size());
        ActorId near = new ActorId("x" + text.substring(1));
        assertEquals(List.of(), storage().list(AuditQuery.of(organization).actor(near)));
    }

    @Test
    @DisplayName("T1 long values are stored unchanged")
    void keepsLongValues() {
        Terms everywhere = new Terms(Terms.MAX_DAILY_LIMIT, Countries.of(Regions.known()));
        Map<String, String> text =
                Map.of("daily_limit", "1000000", "allowed_countries", String.join(" ", Regions.known()));
        assertTrue(text.get("allowed_countries").length() > 700);
        assertRecords(at(1), Action.NUMBER_ASSIGNED, ANNA, Map.of(), text, () -> assignments(at(1))
                .assign(number, ANNA, everywhere));
        assertRecords(at(2), Action.NUMBER_UNASSIGNED, ANNA, text, Map.of(), () -> assignments(at(2))
                .unassign(number));
    }

    @Test
    @DisplayName("T1 times are stored to the microsecond in any year")
    void keepsTimesToTheMicrosecondInAnyYear() {
        List<Instant> times = List.of(
                Instant.parse("2999-12-31T23:59:59.999999Z"),
                Instant.parse("2026-10-25T00:59:59.999999Z"),
                Instant.parse("2026-03-29T02:30:00.000001Z"),
                Instant.parse("1970-01-01T00:00:00Z"));
        for (int n = 0; n < times.size(); n++) {
            ChangeContext by = new ChangeContext(BOSS, times.get(n));
            storage().addMissing(organization, List.of(number(organization, 10 + n)), by);
        }
        assertEquals(
                times,
                storage().list(AuditQuery.of(organization).actor(BOSS)).stream()
                        .map(AuditEntry::at)
                        .toList());
    }
}
