package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.digitsOf;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.Fixture.withProperties;
import static dev.callgate.contract.Fixture.withTimes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.model.Capability;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Numbers are changed and deleted, one thing at a time, and come back under their old IDs. */
@Needs({Ability.NUMBERS, Ability.ORGANIZATIONS})
abstract class NumberChangeContract extends NumberTests {
    @Test
    @DisplayName("D10 a changed status is returned and stored with its time")
    void changesTheStatus() {
        PhoneNumber number = add(number(organization, 1));
        PhoneNumber expected = number.withStatus(NumberStatus.INACTIVE, LATER);
        assertEquals(expected, deactivate(number));
        assertEquals(expected, storage().find(organization, number.id()).orElseThrow());
    }

    @Test
    @DisplayName("D10 a number is active again once it is set so")
    void reactivatesANumber() {
        PhoneNumber number = add(number(organization, 1));
        deactivate(number);
        storage().update(organization, number.id(), any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE);
        assertEquals(List.of(number), listAll());
    }

    @Test
    @DisplayName("D10 the status of a number that does not exist cannot be set")
    void rejectsTheStatusOfAMissingNumber() {
        UUID unknown = newId();
        assertNoSuchNumber(unknown, () -> storage()
                .update(organization, unknown, any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE));
    }

    private void assertNoSuchNumber(UUID id, Executable action) {
        assertThrowsNaming(InventoryException.NoSuchNumber.class, action, id, organization);
    }

    @Test
    @DisplayName("K2 a deleted number is neither found nor listed")
    void hidesADeletedNumber() {
        PhoneNumber number = deleted(add(number(organization, 1)));
        PhoneNumber kept = add(number(organization, 2));
        assertTrue(storage().find(organization, number.id()).isEmpty());
        assertTrue(storage().find(organization, number.e164()).isEmpty());
        assertEquals(List.of(kept), listAll());
        assertEquals(List.of(kept), storage().list(all(organization).assigned(false)));
        assertEquals(List.of(kept), storage().list(all(organization).status(NumberStatus.ACTIVE)));
    }

    @Test
    @DisplayName("K2 deleted numbers do not count toward the size of a page")
    void deletedNumbersDoNotShortenPages() {
        List<PhoneNumber> numbers = add(numbers(organization, 5));
        deleted(numbers.get(0));
        deleted(numbers.get(2));
        assertEquals(
                List.of(digits(1), digits(3)),
                digitsOf(storage().list(all(organization).limit(2))));
    }

    @Test
    @DisplayName("K2 a number that does not exist cannot be deleted")
    void rejectsDeletingAMissingNumber() {
        UUID unknown = newId();
        assertNoSuchNumber(unknown, () -> storage().delete(organization, unknown, CHANGE));
    }

    @Test
    @DisplayName("K2 a deleted number cannot be deleted or changed again")
    void rejectsChangesOfADeletedNumber() {
        UUID id = deleted(add(number(organization, 1))).id();
        assertNoSuchNumber(id, () -> storage().delete(organization, id, CHANGE));
        assertNoSuchNumber(
                id, () -> storage().update(organization, id, any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE));
    }

    @Test
    @DisplayName("K2 a number that is deleted and added again has its old ID and its new properties")
    void readdedNumberKeepsItsId() {
        PhoneNumber first = add(number(organization, 1));
        deactivate(first);
        deleted(first);
        PhoneNumber second = withTimes(withProperties(number(organization, 1), "twilio", Set.of()), LATER, LATER);
        PhoneNumber expected = second.withId(first.id());
        assertNotEquals(first.id(), second.id());
        assertEquals(expected, add(second));
        assertEquals(expected, storage().find(organization, first.id()).orElseThrow());
        assertEquals(expected, storage().find(organization, first.e164()).orElseThrow());
        assertTrue(storage().find(organization, second.id()).isEmpty());
        assertEquals(List.of(expected), listAll());
    }

    @Test
    @DisplayName("K2 a number can be added again after each deletion")
    void readdsANumberRepeatedly() {
        PhoneNumber first = add(number(organization, 1));
        for (int i = 0; i < 3; i++) {
            deleted(first);
            assertEquals(first.id(), add(number(organization, 1)).id());
        }
        assertEquals(1, listAll().size());
    }

    @Test
    @DisplayName("K2 if 16 threads delete a number or add it again, one succeeds each time")
    void concurrentAddsRestoreADeletedNumberOnce() throws Exception {
        PhoneNumber number = add(number(organization, 1));
        try (Together race = new Together(RUNNERS)) {
            for (int round = 0; round < 100; round++) {
                race.run(runner -> () -> deleted(number)).onlyResult(InventoryException.NoSuchNumber.class);
                List<PhoneNumber> added = race.run(runner -> addTask(number)).results().stream()
                        .flatMap(List::stream)
                        .toList();
                assertEquals(List.of(number), added);
                assertEquals(added, listAll());
            }
        }
    }

    private Callable<List<PhoneNumber>> addTask(PhoneNumber number) {
        PhoneNumber again = number.withId(newId());
        return () -> storage().addMissing(organization, List.of(again), CHANGE);
    }

    @Test
    @DisplayName("K4 a change affects one property at a time")
    void changesOnePropertyAtATime() {
        PhoneNumber number = add(number(organization, 1));
        PhoneNumber other = add(number(organization, 2));
        Clock later = Clock.fixed(LATER, ZoneOffset.UTC);
        NumberInventory inventory = inventory().withClock(later);
        LocalDate until = LocalDate.of(2026, 4, 1);

        PhoneNumber resting = inventory.quarantine(organization, number.id(), until);
        assertEquals(number.withQuarantine(until, LATER), resting);
        PhoneNumber moved = inventory.update(
                organization, number.id(), NumberUpdate.create().provider(" twilio "));
        assertEquals(resting.withProvider("twilio", LATER), moved);
        PhoneNumber able = inventory.update(
                organization, number.id(), NumberUpdate.create().capabilities(Set.of(Capability.FAX)));
        assertEquals(moved.withCapabilities(Set.of(Capability.FAX), LATER), able);
        assertEquals(able, storage().find(organization, number.id()).orElseThrow());
        PhoneNumber back = inventory.endQuarantine(organization, number.id());
        assertEquals(able.withQuarantine(null, LATER), back);
        assertEquals(List.of(back, other), listAll());
    }

    @Test
    @DisplayName("K4 a change that is refused or fails changes nothing")
    void failedChangeChangesNothing() {
        PhoneNumber number = add(number(organization, 1));

        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> inventory()
                        .update(organization, number.id(), NumberUpdate.create().provider(" ")),
                "provider");
        assertThrows(IllegalStateException.class, () -> storage()
                .update(
                        organization,
                        number.id(),
                        any -> {
                            throw new IllegalStateException("the change fails");
                        },
                        CHANGE));
        assertThrows(InventoryException.NoSuchNumber.class, () -> inventory()
                .quarantine(stranger, number.id(), LocalDate.of(2026, 4, 1)));
        assertEquals(number, storage().find(organization, number.id()).orElseThrow());
    }

    @Test
    @DisplayName("K4 concurrent changes of one number are all kept")
    void concurrentChangesAreAllKept() throws Exception {
        PhoneNumber number = add(number(organization, 1));
        try (Together race = new Together(Capability.values().length)) {
            race.run(runner -> () -> storage()
                    .update(
                            organization,
                            number.id(),
                            before -> {
                                Set<Capability> more = EnumSet.noneOf(Capability.class);
                                more.addAll(before.capabilities());
                                more.add(Capability.values()[runner]);
                                return before.withCapabilities(more, LATER);
                            },
                            LATER_CHANGE));
        }
        assertEquals(
                EnumSet.allOf(Capability.class),
                storage().find(organization, number.id()).orElseThrow().capabilities());
    }

    @Test
    @DisplayName("K4 the first day of service is kept, changed, and kept when other things change")
    void storesTheFirstDayOfService() {
        LocalDate day = LocalDate.of(2019, 5, 1);
        PhoneNumber added =
                inventory().add(NewNumber.of(organization, "+12025550123").inServiceSince(day));
        assertEquals(day, storage().find(organization, added.id()).orElseThrow().inServiceSince());
        inventory().quarantine(organization, added.id(), LocalDate.of(2026, 4, 1));
        assertEquals(day, storage().find(organization, added.id()).orElseThrow().inServiceSince());
        LocalDate earlier = LocalDate.of(2018, 1, 31);
        assertEquals(
                earlier,
                inventory()
                        .update(organization, added.id(), NumberUpdate.create().inServiceSince(earlier))
                        .inServiceSince());
        assertEquals(
                earlier, storage().find(organization, added.id()).orElseThrow().inServiceSince());
        inventory().delete(organization, added.id());
        PhoneNumber again = inventory().add(NewNumber.of(organization, "+12025550123"));
        assertNull(storage().find(organization, again.id()).orElseThrow().inServiceSince());
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> NewNumber.of(organization, "+12025550123").inServiceSince(LocalDate.of(1969, 12, 31)),
                "1969-12-31");
    }

    @Test
    @DisplayName("K4 the inventory adds a number as it was described")
    void inventoryAddsANumber() {
        NewNumber wanted = NewNumber.of(organization, "+1 (202) 555-0123")
                .country("us")
                .provider("telnyx")
                .withCapabilities(Capability.SMS, Capability.MMS);
        PhoneNumber added = inventory().add(wanted);
        assertEquals("+12025550123", added.e164().toString());
        assertEquals("US", added.country());
        assertEquals("telnyx", added.provider());
        assertEquals(Set.of(Capability.SMS, Capability.MMS), added.capabilities());
        assertEquals(NumberStatus.ACTIVE, added.status());
        assertNull(added.assignedTo());
        assertEquals(NOW, added.createdAt());
        assertEquals(added, inventory().find(organization, added.id()).orElseThrow());
    }

    @Test
    @DisplayName("K2 the inventory refuses a duplicate and names it")
    void inventoryRejectsADuplicate() {
        NewNumber number = NewNumber.of(organization, digits(1));
        PhoneNumber first = inventory().add(number);
        assertThrowsNaming(
                InventoryException.Duplicate.class,
                () -> inventory().add(number.provider("twilio")),
                organization,
                digits(1));
        assertEquals(List.of(first), listAll());
    }

    @Test
    @DisplayName("K4 the inventory deactivates, activates and deletes numbers")
    void inventoryDeactivatesActivatesAndDeletes() {
        UUID id = inventory().add(NewNumber.of(organization, digits(1))).id();
        assertFalse(inventory().deactivate(organization, id).isActive());
        assertTrue(inventory().activate(organization, id).isActive());
        inventory().delete(organization, id);
        assertEquals(List.of(), listPages());
    }
}
