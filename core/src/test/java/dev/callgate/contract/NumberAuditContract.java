package dev.callgate.contract;

import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.model.ActorId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.Capability;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each change of a number is noted in the audit trail. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS, Ability.AUDIT})
abstract class NumberAuditContract extends AuditTests {
    private static final Map<String, String> NUMBER_TEXT =
            Map.of("provider", "telnyx", "capabilities", "voice sms", "status", "active");

    @Test
    @DisplayName("T1 an added number is recorded")
    void recordsAnAddedNumber() {
        PhoneNumber second = number(organization, 2).withQuarantine(APRIL, NOW).withProvider(null, NOW);
        AuditEntry made = onlyEntryOf(() -> storage().addMissing(organization, List.of(second), at(1)));
        assertEntry(
                at(1),
                Action.NUMBER_ADDED,
                second,
                null,
                Map.of(),
                Map.of("capabilities", "voice sms", "status", "active", "quarantined_until", "2026-04-01"),
                made);
    }

    @Test
    @DisplayName("T1 of several numbers, those that are added are recorded")
    void recordsOnlyTheAddedNumbersOfABatch() {
        List<PhoneNumber> wanted = List.of(
                number(organization, 2), number(organization, 1), number(organization, 3), number(organization, 4));
        List<AuditEntry> made = entriesOf(() -> storage().addMissing(organization, wanted, at(1)));
        assertEquals(3, made.size());
        assertEquals(
                Set.of(digits(2), digits(3), digits(4)),
                Set.copyOf(made.stream().map(each -> each.e164().toString()).toList()));
        for (AuditEntry each : made) {
            PhoneNumber added = storage().find(organization, each.e164()).orElseThrow();
            assertEntry(at(1), Action.NUMBER_ADDED, added, null, Map.of(), NUMBER_TEXT, each);
        }
    }

    @Test
    @DisplayName("K3 an import of several batches records each added number; a repeated run or a dry run records none")
    void recordsEachImportedNumber() {
        List<ImportRow> rows = IntStream.range(0, 2_500)
                .mapToObj(n -> ImportRow.of(n, "as written", n % 100 == 99 ? "none" : digits(n)))
                .toList();
        assertRecordsNothing(() -> inventory(at(1))
                .importRows(
                        organization,
                        rows.iterator(),
                        row -> {},
                        ImportOptions.defaults().asDryRun()));

        List<AuditEntry> made = entriesOf(() -> inventory(at(1)).importRows(organization, rows.iterator(), row -> {}));

        // All except the number that exists already.
        assertEquals(2_474, made.size());
        assertEquals(2_474, made.stream().map(AuditEntry::e164).distinct().count());
        Map<String, String> text = Map.of("capabilities", "voice", "status", "active");
        for (AuditEntry each : made) {
            assertEntry(
                    at(1),
                    Action.NUMBER_ADDED,
                    number(organization, each.e164().toString()).withId(each.numberId()),
                    null,
                    Map.of(),
                    text,
                    each);
        }
        List<UUID> ids = storage()
                .findAll(organization, made.stream().map(AuditEntry::e164).toList())
                .stream()
                .map(PhoneNumber::id)
                .toList();
        assertEquals(
                Set.copyOf(ids),
                Set.copyOf(made.stream().map(AuditEntry::numberId).toList()));
        assertRecordsNothing(() -> inventory(at(2)).importRows(organization, rows.iterator(), row -> {}));
    }

    @Test
    @DisplayName(
            "K2 a number that is added again after a deletion is recorded under its old ID, with its new properties")
    void recordsAReaddedNumber() {
        storage().delete(organization, number.id(), at(1));
        PhoneNumber again =
                number(organization, 1).withProvider("twilio", LATER).withStatus(NumberStatus.INACTIVE, LATER);
        assertRecords(
                at(2),
                Action.NUMBER_ADDED,
                null,
                Map.of(),
                Map.of("provider", "twilio", "capabilities", "voice sms", "status", "inactive"),
                () -> storage().addMissing(organization, List.of(again), at(2)));
    }

    @Test
    @DisplayName("T1 a change records the properties that changed and nothing else")
    void recordsOnlyChangedProperties() {
        assertChangeRecords(
                Map.of("status", "active"),
                Map.of("status", "inactive"),
                before -> before.withStatus(NumberStatus.INACTIVE, LATER));
        assertChangeRecords(
                Map.of("provider", "telnyx"),
                Map.of("provider", "twilio"),
                before -> before.withProvider("twilio", LATER));
        assertChangeRecords(Map.of("provider", "twilio"), Map.of(), before -> before.withProvider(null, LATER));
        assertChangeRecords(Map.of(), Map.of("provider", "p"), before -> before.withProvider("p", LATER));
        assertChangeRecords(
                Map.of("capabilities", "voice sms"),
                Map.of("capabilities", ""),
                before -> before.withCapabilities(Set.of(), LATER));
        assertChangeRecords(
                Map.of("capabilities", ""),
                Map.of("capabilities", "voice sms mms fax"),
                before -> before.withCapabilities(Set.of(Capability.values()), LATER));
        assertChangeRecords(
                Map.of(), Map.of("quarantined_until", "2026-04-01"), before -> before.withQuarantine(APRIL, LATER));
        assertChangeRecords(
                Map.of("quarantined_until", "2026-04-01"),
                Map.of("quarantined_until", "2026-04-02"),
                before -> before.withQuarantine(APRIL.plusDays(1), LATER));
        assertChangeRecords(
                Map.of("quarantined_until", "2026-04-02", "status", "inactive"),
                Map.of("status", "active"),
                before -> before.withQuarantine(null, LATER).withStatus(NumberStatus.ACTIVE, LATER));
    }

    private void assertChangeRecords(
            Map<String, String> before, Map<String, String> after, UnaryOperator<PhoneNumber> change) {
        assertRecords(at(1), Action.NUMBER_CHANGED, null, before, after, () -> storage()
                .update(organization, number.id(), change, at(1)));
        assertRecordsNothing(() -> storage()
                .update(organization, number.id(), any -> change.apply(any).withStatus(any.status(), NOW), at(2)));
    }

    @Test
    @DisplayName("T1 an update of several properties changes all of them in one step, which is one entry")
    void recordsAnUpdateOfSeveralPropertiesOnce() {
        AuditQuery query = AuditQuery.of(organization).numberId(number.id());
        int before = storage().list(query).size();
        PhoneNumber after = inventory(at(1))
                .update(
                        organization,
                        number.id(),
                        NumberUpdate.create()
                                .status(NumberStatus.INACTIVE)
                                .provider("twilio")
                                .capability(Capability.SMS, false)
                                .capability(Capability.FAX, true)
                                .quarantineUntil(LocalDate.of(2026, 4, 1))
                                .inServiceSince(LocalDate.of(2019, 5, 1)));
        assertEquals(NumberStatus.INACTIVE, after.status());
        assertEquals("twilio", after.provider());
        assertEquals(Set.of(Capability.VOICE, Capability.FAX), after.capabilities());
        assertEquals(LocalDate.of(2026, 4, 1), after.quarantinedUntil());
        assertEquals(LocalDate.of(2019, 5, 1), after.inServiceSince());
        assertEquals(after, storage().find(organization, number.id()).orElseThrow());
        List<AuditEntry> entries = storage().list(query);
        assertEquals(before + 1, entries.size());
        assertEquals(Action.NUMBER_CHANGED, entries.get(0).action());
        assertEquals(5, entries.get(0).after().size(), () -> entries.get(0).toString());
    }

    @Test
    @DisplayName("T1 a change that changes nothing is not recorded")
    void doesNotRecordUnchangedNumbers() {
        UUID id = number.id();
        assertRecordsNothing(() -> storage().update(organization, id, any -> any, at(1)));
        assertRecordsNothing(() -> inventory(at(1)).activate(organization, id));
        assertRecordsNothing(() -> inventory(at(1)).endQuarantine(organization, id));
        assertRecordsNothing(() ->
                inventory(at(1)).update(organization, id, NumberUpdate.create().provider("telnyx")));
        assertRecordsNothing(() -> inventory(at(1))
                .update(
                        organization,
                        id,
                        NumberUpdate.create().capabilities(Set.of(Capability.SMS, Capability.VOICE))));
    }

    @Test
    @DisplayName("K2 a deleted number's entries stay, even if it is added again")
    void keepsEntriesOfADeletedNumber() {
        assertRecords(at(1), Action.NUMBER_DELETED, null, NUMBER_TEXT, Map.of(), () -> storage()
                .delete(organization, number.id(), at(1)));
        AuditQuery query = AuditQuery.of(organization).numberId(number.id());
        assertEquals(
                List.of(Action.NUMBER_DELETED, Action.NUMBER_ADDED),
                actions(storage().list(query)));
        storage().addMissing(organization, List.of(number(organization, 1)), at(2));
        assertEquals(
                List.of(Action.NUMBER_ADDED, Action.NUMBER_DELETED, Action.NUMBER_ADDED),
                actions(storage().list(query)));
    }

    @Test
    @DisplayName("T1 the inventory records the actor")
    void recordsTheActorOfTheInventory() {
        NewNumber wanted = NewNumber.of(organization, digits(2)).provider("telnyx");
        AuditEntry added = onlyEntryOf(() -> inventory(at(1)).add(wanted));
        PhoneNumber second = storage().find(organization, added.e164()).orElseThrow();
        assertEntry(
                at(1),
                Action.NUMBER_ADDED,
                second,
                null,
                Map.of(),
                Map.of("provider", "telnyx", "capabilities", "voice", "status", "active"),
                added);
        assertRecords(
                at(2),
                Action.NUMBER_CHANGED,
                null,
                Map.of(),
                Map.of("quarantined_until", "2026-04-01"),
                () -> inventory(at(2)).quarantine(organization, number.id(), APRIL));
        assertRecords(
                at(3),
                Action.NUMBER_DELETED,
                null,
                Map.of(
                        "provider",
                        "telnyx",
                        "capabilities",
                        "voice sms",
                        "status",
                        "active",
                        "quarantined_until",
                        "2026-04-01"),
                Map.of(),
                () -> inventory(at(3)).delete(organization, number.id()));
        AuditEntry nobodys = onlyEntryOf(() -> NumberInventory.over(storage()).deactivate(organization, second.id()));
        assertEquals(ActorId.SYSTEM, nobodys.actor());
    }
}
