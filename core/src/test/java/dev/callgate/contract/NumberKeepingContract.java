package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.digitsOf;
import static dev.callgate.contract.Fixture.newId;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.Fixture.withProperties;
import static dev.callgate.contract.Fixture.withTimes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An inventory keeps each added number once, and finds it again. */
@Needs({Ability.NUMBERS, Ability.ORGANIZATIONS})
abstract class NumberKeepingContract extends NumberTests {
    @Test
    @DisplayName("K4 an added number is found by ID and by digits")
    void findsByIdAndByE164() {
        PhoneNumber number = number(organization, 1);
        assertEquals(List.of(number), storage().addMissing(organization, List.of(number), CHANGE));
        assertEquals(number, storage().find(organization, number.id()).orElseThrow());
        assertEquals(number, storage().find(organization, number.e164()).orElseThrow());
    }

    @Test
    @DisplayName("K4 a number that was never added is not found")
    void doesNotFindMissingNumbers() {
        add(number(organization, 1));
        assertTrue(storage().find(organization, newId()).isEmpty());
        assertTrue(storage().find(organization, E164.of(digits(2))).isEmpty());
    }

    @Test
    @DisplayName("K4 an organization without numbers finds none")
    void findsNothingInAnEmptyOrganization() {
        assertTrue(storage().find(organization, newId()).isEmpty());
        assertTrue(storage().find(organization, E164.of(digits(1))).isEmpty());
        assertEquals(List.of(), listAll());
    }

    @Test
    @DisplayName("K4 adding nothing adds nothing")
    void acceptsAnEmptyBatch() {
        assertEquals(List.of(), storage().addMissing(organization, List.of(), CHANGE));
        assertEquals(List.of(), listAll());
    }

    @Test
    @DisplayName("K4 a number that exists is not added again and is unchanged")
    void doesNotChangeAnExistingNumber() {
        PhoneNumber first = add(number(organization, 1));
        PhoneNumber second = withProperties(number(organization, 1), "twilio", Set.of());
        assertEquals(List.of(), storage().addMissing(organization, List.of(second), CHANGE));
        assertEquals(List.of(first), listAll());
        assertTrue(storage().find(organization, second.id()).isEmpty());
    }

    @Test
    @DisplayName("K4 only the new numbers of a batch are added and returned")
    void addsAndReturnsOnlyTheNewNumbersOfABatch() {
        PhoneNumber old = add(number(organization, 2));
        List<PhoneNumber> batch = numbers(organization, 5);
        List<String> added = digitsOf(storage().addMissing(organization, batch, CHANGE));
        assertEquals(
                List.of(digits(0), digits(1), digits(3), digits(4)),
                added.stream().sorted().toList());
        assertEquals(5, listAll().size());
        assertEquals(old, storage().find(organization, old.e164()).orElseThrow());
    }

    @Test
    @DisplayName("K4 a batch of an import's size is added completely")
    void addsABatchOfAnImport() {
        List<PhoneNumber> batch = numbers(organization, 1_000);
        add(batch);
        assertEquals(batch, listAll());
    }

    @Test
    @DisplayName("K3 in a batch of numbers that differ in one column or in all, each number keeps its own values")
    void keepsTheValuesOfEachNumberOfABatch() {
        LocalDate day = LocalDate.of(2026, 4, 1);
        Instant before = NOW.minusSeconds(60);
        List<UnaryOperator<PhoneNumber>> changes = List.of(
                number -> number.withProvider(null, NOW),
                number -> number.withCapabilities(Set.of(Capability.FAX), NOW),
                number -> number.withStatus(NumberStatus.INACTIVE, NOW),
                number -> number.withQuarantine(day, NOW),
                number -> number.withInServiceSince(day, NOW),
                number -> withTimes(number, before, NOW),
                number -> withTimes(number, before, before));
        List<PhoneNumber> expected = new ArrayList<>();
        for (UnaryOperator<PhoneNumber> change : changes) {
            PhoneNumber plain = number(organization, expected.size());
            PhoneNumber changed = change.apply(number(organization, expected.size() + 1));
            expected.addAll(add(List.of(plain, changed)));
        }
        List<PhoneNumber> all = new ArrayList<>();
        for (UnaryOperator<PhoneNumber> change : changes) {
            all.add(change.apply(number(organization, expected.size() + all.size())));
        }
        expected.addAll(add(all));
        assertEquals(expected, listAll());
    }

    @Test
    @DisplayName("K4 several numbers are found by their digits in one step")
    void findsSeveralNumbers() {
        List<PhoneNumber> numbers = add(numbers(organization, 5));
        PhoneNumber inactive = deactivate(numbers.get(1));
        deleted(numbers.get(3));
        add(number(stranger, 6));
        List<E164> wanted =
                IntStream.of(6, 4, 3, 1, 7).mapToObj(n -> E164.of(digits(n))).toList();

        List<PhoneNumber> found = storage().findAll(organization, wanted);

        assertEquals(2, found.size());
        assertEquals(Set.of(numbers.get(4), inactive), Set.copyOf(found));
        assertEquals(Set.copyOf(found), Set.copyOf(inventory().findAll(organization, Set.copyOf(wanted))));
        assertEquals(List.of(), storage().findAll(organization, List.of()));
        assertEquals(List.of(), storage().findAll(newOrganization(), wanted));
    }

    @Test
    @DisplayName("K4 a number that is requested twice is found once")
    void findsRepeatedNumbersOnce() {
        PhoneNumber number = add(number(organization, 1));
        assertEquals(List.of(number), storage().findAll(organization, List.of(number.e164(), E164.of(digits(1)))));
    }

    @Test
    @DisplayName("K4 any count of numbers is found in one step")
    void findsAnyCountOfNumbers() {
        List<PhoneNumber> kept = add(List.of(
                number(organization, 0),
                number(organization, 999),
                number(organization, 1_000),
                number(organization, 69_999)));
        List<E164> wanted =
                IntStream.range(0, 70_000).mapToObj(n -> E164.of(digits(n))).toList();
        List<PhoneNumber> found = storage().findAll(organization, wanted);
        assertEquals(
                kept,
                found.stream().sorted(Comparator.comparing(PhoneNumber::e164)).toList());
    }

    @ParameterizedTest
    @MethodSource("properties")
    @DisplayName("K4 all properties are stored unchanged")
    void storesAllProperties(Function<PhoneNumber, PhoneNumber> change) {
        PhoneNumber number = change.apply(number(organization, 1));
        assertEquals(number, add(number));
        assertEquals(number, storage().find(organization, number.id()).orElseThrow());
        assertEquals(List.of(number), listAll());
    }

    @ParameterizedTest
    @CsvSource({"+12025550123, US", "+18762345678, JM", "+77012345678, KZ", "+80012345678, 001", "+883510001234567, 001"
    })
    @DisplayName("D8 the country is stored unchanged")
    void storesTheCountry(String digits, String country) {
        PhoneNumber number = add(number(organization, digits));
        assertEquals(country, number.country());
        assertEquals(
                country, storage().find(organization, number.id()).orElseThrow().country());
    }

    @Test
    @DisplayName("K4 times are stored to the microsecond")
    void storesTimesToTheMicrosecond() {
        Instant created = NOW.plusNanos(400);
        Instant updated = created.plusSeconds(1);
        PhoneNumber added = add(withTimes(number(organization, 1), created, updated));
        PhoneNumber found = storage().find(organization, added.id()).orElseThrow();
        assertEquals(micros(created), micros(found.createdAt()));
        assertEquals(micros(updated), micros(found.updatedAt()));
        assertEquals(found, added, "the returned number should equal the stored one");
    }

    @Test
    @DisplayName("K4 times in any year are stored unchanged")
    void storesTimesInAnyYear() {
        Instant created = Instant.parse("1970-01-01T00:00:00Z");
        Instant updated = Instant.parse("2999-12-31T23:59:59.999999Z");
        PhoneNumber number = add(withTimes(number(organization, 1), created, updated));
        PhoneNumber found = storage().find(organization, number.id()).orElseThrow();
        assertEquals(created, found.createdAt());
        assertEquals(updated, found.updatedAt());
    }

    @Test
    @DisplayName("K4 IDs of an organization are stored at full length")
    void storesLongOrganizationIds() {
        OrganizationId longest = new OrganizationId(
                (UUID.randomUUID() + "äß漢字🙂'\";--%_\\ ").repeat(2).substring(0, 64));
        PhoneNumber number = add(number(longest, 1));
        assertEquals(List.of(number), storage().list(all(longest)));
    }

    @Test
    @DisplayName("K2 if 16 threads add the same numbers, each number is added by exactly one")
    void concurrentAddsAddEachNumberOnce() throws Exception {
        try (Together race = new Together(RUNNERS)) {
            for (int round = 0; round < 10; round++) {
                assertEachAddedOnce(race, newOrganization());
            }
        }
    }

    private void assertEachAddedOnce(Together race, OrganizationId tenant) throws Exception {
        List<PhoneNumber> added = race
                .run(runner -> {
                    List<PhoneNumber> numbers = shuffled(tenant, runner);
                    return () -> storage().addMissing(tenant, numbers, CHANGE);
                })
                .results()
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(PhoneNumber::e164))
                .toList();
        assertEquals(digitsOf(numbers(tenant, 100)), digitsOf(added));
        assertEquals(added, storage().list(all(tenant)));
        added.forEach(
                each -> assertEquals(each, storage().find(tenant, each.id()).orElseThrow()));
    }

    /** The same numbers for all threads, with different IDs in each; half of the threads use another order. */
    private static List<PhoneNumber> shuffled(OrganizationId tenant, int runner) {
        List<PhoneNumber> numbers = new ArrayList<>(numbers(tenant, 100));
        Collections.shuffle(numbers, new Random(Math.max(0, runner - RUNNERS / 2)));
        return numbers;
    }

    @Test
    @DisplayName("K4 the same number added twice under the same ID, as after an unknown outcome, is found by it")
    void addingADuplicateDoesNotHideTheNumber() {
        PhoneNumber number = add(number(organization, 1));
        assertEquals(List.of(), storage().addMissing(organization, List.of(number), CHANGE));
        assertEquals(number, storage().find(organization, number.id()).orElseThrow());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
