package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Samples.CLOCK;
import static dev.callgate.contract.Samples.LATER;
import static dev.callgate.contract.Samples.NOW;
import static dev.callgate.contract.Samples.all;
import static dev.callgate.contract.Samples.digits;
import static dev.callgate.contract.Samples.digitsOf;
import static dev.callgate.contract.Samples.newId;
import static dev.callgate.contract.Samples.newOrganization;
import static dev.callgate.contract.Samples.number;
import static dev.callgate.contract.Samples.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.id.OrganizationId;
import dev.callgate.number.Capability;
import dev.callgate.number.DuplicateNumberException;
import dev.callgate.number.E164;
import dev.callgate.number.ImportOptions;
import dev.callgate.number.ImportProgress;
import dev.callgate.number.ImportReport;
import dev.callgate.number.ImportRow;
import dev.callgate.number.NewNumber;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.NumberInventory;
import dev.callgate.number.NumberQuery;
import dev.callgate.number.NumberStatus;
import dev.callgate.number.NumberStore;
import dev.callgate.number.PhoneNumber;
import dev.callgate.number.RejectedRow;
import dev.callgate.number.RejectedRow.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link NumberStore} has to do. To prove it of a store, extend this class in the store's own tests:
 *
 * <pre>{@code
 * class MyNumberStoreTest extends NumberStoreContract {
 *     @Override
 *     protected NumberStore store() {
 *         return myStore;
 *     }
 * }
 * }</pre>
 *
 * <p>Each test works in organizations of its own, so that one database may serve all tests, one after the other or at
 * once, and need not be emptied between them. The tests hand in times of 2 March 2026. They need JUnit Jupiter and
 * nothing else; a store should be given at least 16 connections, or threads have to wait for one.
 */
@Timeout(600)
public abstract class NumberStoreContract {
    private static final int RUNNERS = 16;

    private final OrganizationId organization = newOrganization();
    private final OrganizationId stranger = newOrganization();

    /** Returns the store to test. Asked for often: within one test, what it returns has to share its data. */
    protected abstract NumberStore store();

    private NumberInventory inventory() {
        return NumberInventory.over(store()).withClock(CLOCK);
    }

    private PhoneNumber add(PhoneNumber number) {
        return add(List.of(number)).get(0);
    }

    private List<PhoneNumber> add(List<PhoneNumber> numbers) {
        List<PhoneNumber> added = store().addMissing(numbers.get(0).organization(), numbers);
        assertEquals(numbers.size(), added.size(), () -> "only added: " + added);
        return added;
    }

    private List<PhoneNumber> listAll() {
        return store().list(all(organization));
    }

    /** Lists up to 5,000 numbers; no more, so that a store that repeats a page fails instead of going on for ever. */
    private List<PhoneNumber> listPages() {
        List<PhoneNumber> all = new ArrayList<>(listAll());
        for (int page = 2; page <= 5 && !all.isEmpty(); page++) {
            E164 last = all.get(all.size() - 1).e164();
            all.addAll(store().list(all(organization).after(last)));
        }
        return all;
    }

    // Adding and finding

    @Test
    void anAddedNumberIsFoundByIdAndByDigits() {
        PhoneNumber number = number(organization, 1);
        assertEquals(List.of(number), store().addMissing(organization, List.of(number)));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
        assertEquals(number, store().find(organization, number.e164()).orElseThrow());
    }

    @Test
    void whatWasNeverAddedIsNotFound() {
        add(number(organization, 1));
        assertTrue(store().find(organization, newId()).isEmpty());
        assertTrue(store().find(organization, E164.of(digits(2))).isEmpty());
    }

    @Test
    void anOrganizationThatHasNothingFindsNothing() {
        assertTrue(store().find(organization, newId()).isEmpty());
        assertTrue(store().find(organization, E164.of(digits(1))).isEmpty());
        assertEquals(List.of(), listAll());
    }

    @Test
    void addingNothingAddsNothing() {
        assertEquals(List.of(), store().addMissing(organization, List.of()));
        assertEquals(List.of(), listAll());
    }

    @Test
    void aNumberThatIsThereIsNotAddedAgainAndStaysAsItWas() {
        PhoneNumber first = add(number(organization, 1));
        PhoneNumber second = withProperties(number(organization, 1), "twilio", Set.of());
        assertEquals(List.of(), store().addMissing(organization, List.of(second)));
        assertEquals(List.of(first), listAll());
        assertTrue(store().find(organization, second.id()).isEmpty());
    }

    @Test
    void ofABatchOnlyTheNewNumbersAreAddedAndReturned() {
        PhoneNumber old = add(number(organization, 2));
        List<PhoneNumber> batch = numbers(organization, 5);
        List<String> added = digitsOf(store().addMissing(organization, batch));
        assertEquals(
                List.of(digits(0), digits(1), digits(3), digits(4)),
                added.stream().sorted().toList());
        assertEquals(5, listAll().size());
        assertEquals(old, store().find(organization, old.e164()).orElseThrow());
    }

    @Test
    void aBatchAsLargeAsAnImportsIsAddedWhole() {
        List<PhoneNumber> batch = numbers(organization, 1_000);
        add(batch);
        assertEquals(batch, listAll());
    }

    static Stream<Function<PhoneNumber, PhoneNumber>> properties() {
        return Stream.of(
                number -> withProperties(number, null, Set.of()),
                number -> withProperties(number, "telnyx", Set.of(Capability.FAX)),
                number -> withProperties(number, "Überall-Telefon ☎ ".repeat(3).strip(), Set.of(Capability.MMS)),
                number -> withProperties(number, "p".repeat(64), EnumSet.allOf(Capability.class)),
                number -> withProperties(number, "o'Brien \"%_\\;--", Set.of(Capability.SMS)),
                number -> number.withStatus(NumberStatus.INACTIVE, NOW));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void allPropertiesSurvive(Function<PhoneNumber, PhoneNumber> change) {
        PhoneNumber number = change.apply(number(organization, 1));
        assertEquals(number, add(number));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
        assertEquals(List.of(number), listAll());
    }

    @ParameterizedTest
    @CsvSource({"+12025550123, US", "+18762345678, JM", "+77012345678, KZ", "+80012345678, 001", "+883510001234567, 001"
    })
    void theCountrySurvives(String digits, String country) {
        PhoneNumber number = add(number(organization, digits));
        assertEquals(country, number.country());
        assertEquals(
                country, store().find(organization, number.id()).orElseThrow().country());
    }

    @Test
    void timesSurviveToTheMicrosecond() {
        Instant created = NOW.plusNanos(400);
        Instant updated = created.plusSeconds(1);
        PhoneNumber added = add(withTimes(number(organization, 1), created, updated));
        PhoneNumber found = store().find(organization, added.id()).orElseThrow();
        assertEquals(micros(created), micros(found.createdAt()));
        assertEquals(micros(updated), micros(found.updatedAt()));
        assertEquals(found, added, "what is returned is what is stored");
    }

    @Test
    void timesSurviveInAnyYear() {
        Instant created = Instant.parse("1970-01-01T00:00:00Z");
        Instant updated = Instant.parse("2999-12-31T23:59:59.999999Z");
        PhoneNumber number = add(withTimes(number(organization, 1), created, updated));
        PhoneNumber found = store().find(organization, number.id()).orElseThrow();
        assertEquals(created, found.createdAt());
        assertEquals(updated, found.updatedAt());
    }

    @Test
    void idsOfAnOrganizationSurviveAtFullLength() {
        OrganizationId longest = new OrganizationId(
                (UUID.randomUUID() + "äß漢字🙂'\";--%_\\ ").repeat(2).substring(0, 64));
        PhoneNumber number = add(number(longest, 1));
        assertEquals(List.of(number), store().list(all(longest)));
    }

    @Test
    @DisplayName("K2 of 16 threads that add the same numbers, each number is added by exactly one")
    void racingAddsAddEachNumberOnce() throws Exception {
        try (Race race = new Race(RUNNERS)) {
            for (int round = 0; round < 10; round++) {
                assertEachAddedOnce(race, newOrganization());
            }
        }
    }

    private void assertEachAddedOnce(Race race, OrganizationId tenant) throws Exception {
        List<PhoneNumber> added = race
                .run(runner -> {
                    List<PhoneNumber> numbers = shuffled(tenant, runner);
                    return () -> store().addMissing(tenant, numbers);
                })
                .results()
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(PhoneNumber::e164))
                .toList();
        assertEquals(digitsOf(numbers(tenant, 100)), digitsOf(added));
        assertEquals(added, store().list(all(tenant)));
        added.forEach(each -> assertEquals(each, store().find(tenant, each.id()).orElseThrow()));
    }

    /** The same numbers for all, under ids of each runner's own; half of the runners have another order. */
    private static List<PhoneNumber> shuffled(OrganizationId tenant, int runner) {
        List<PhoneNumber> numbers = new ArrayList<>(numbers(tenant, 100));
        Collections.shuffle(numbers, new Random(Math.max(0, runner - RUNNERS / 2)));
        return numbers;
    }

    // Listing

    @Test
    void numbersAreListedInTheOrderOfTheirText() {
        List<String> sorted =
                List.of("+12025550123", "+442079460958", "+49301234567", "+4930123456789", "+74951234567");
        List<String> mixed = new ArrayList<>(sorted);
        Collections.shuffle(mixed, new Random(7));
        add(mixed.stream().map(each -> number(organization, each)).toList());
        assertEquals(sorted, digitsOf(listAll()));
    }

    @Test
    void aPageHoldsAsManyAsItsLimitAndBeginsBehindTheLastOne() {
        List<PhoneNumber> numbers = add(numbers(organization, 7));
        NumberQuery page = NumberQuery.of(organization).limit(3);
        assertEquals(numbers.subList(0, 3), store().list(page));
        assertEquals(
                numbers.subList(3, 6), store().list(page.after(numbers.get(2).e164())));
        assertEquals(
                numbers.subList(6, 7), store().list(page.after(numbers.get(5).e164())));
        assertEquals(List.of(), store().list(page.after(numbers.get(6).e164())));
    }

    @Test
    void aPageMayBeginBehindANumberThatIsNotThere() {
        List<PhoneNumber> numbers = add(List.of(number(organization, 1), number(organization, 3)));
        assertEquals(numbers.subList(1, 2), store().list(all(organization).after(E164.of(digits(2)))));
    }

    @Test
    void aQueryLists100NumbersUnlessItSaysOtherwise() {
        List<PhoneNumber> numbers = add(numbers(organization, 101));
        assertEquals(numbers.subList(0, 100), store().list(NumberQuery.of(organization)));
    }

    @Test
    void theStatusFilterKeepsNumbersOfThatStatus() {
        List<PhoneNumber> numbers = add(numbers(organization, 4));
        deactivate(numbers.get(1));
        deactivate(numbers.get(3));
        NumberQuery query = all(organization);
        assertEquals(List.of(digits(0), digits(2)), digitsOf(store().list(query.withStatus(NumberStatus.ACTIVE))));
        assertEquals(List.of(digits(1), digits(3)), digitsOf(store().list(query.withStatus(NumberStatus.INACTIVE))));
        assertEquals(
                List.of(digits(1)),
                digitsOf(store().list(query.withStatus(NumberStatus.INACTIVE).limit(1))));
    }

    @Test
    void numbersThatNobodyHasAreListedAsAvailable() {
        List<PhoneNumber> numbers = add(numbers(organization, 2));
        assertEquals(numbers, store().list(all(organization).thatAreAvailable()));
        assertEquals(List.of(), store().list(all(organization).thatAreAssigned()));
    }

    @Test
    void allPagesAreListedByTheInventory() {
        List<PhoneNumber> numbers = new ArrayList<>(add(numbers(organization, 1_000)));
        numbers.add(add(number(organization, 1_000)));
        assertEquals(numbers, listPages(), "pages are right, so that listing them all comes to an end");
        assertEquals(numbers, inventory().listAll(NumberQuery.of(organization)));
    }

    // Changing the status

    private PhoneNumber deactivate(PhoneNumber number) {
        return store().update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER));
    }

    @Test
    void aChangedStatusIsReturnedAndStoredWithItsTime() {
        PhoneNumber number = add(number(organization, 1));
        PhoneNumber expected = number.withStatus(NumberStatus.INACTIVE, LATER);
        assertEquals(expected, deactivate(number));
        assertEquals(expected, store().find(organization, number.id()).orElseThrow());
    }

    @Test
    void aNumberIsActiveAgainOnceItIsSetSo() {
        PhoneNumber number = add(number(organization, 1));
        deactivate(number);
        store().update(organization, number.id(), any -> any.withStatus(NumberStatus.ACTIVE, NOW));
        assertEquals(List.of(number), listAll());
    }

    @Test
    void theStatusOfANumberThatIsNotThereCannotBeSet() {
        UUID unknown = newId();
        assertNoSuchNumber(
                unknown, () -> store().update(organization, unknown, any -> any.withStatus(NumberStatus.ACTIVE, NOW)));
    }

    private void assertNoSuchNumber(UUID id, Executable action) {
        assertThrowsNaming(NoSuchNumberException.class, action, id, organization);
    }

    // Deleting

    private PhoneNumber deleted(PhoneNumber number) {
        store().delete(organization, number.id(), LATER);
        return number;
    }

    @Test
    void aDeletedNumberIsNeitherFoundNorListed() {
        PhoneNumber number = deleted(add(number(organization, 1)));
        PhoneNumber kept = add(number(organization, 2));
        assertTrue(store().find(organization, number.id()).isEmpty());
        assertTrue(store().find(organization, number.e164()).isEmpty());
        assertEquals(List.of(kept), listAll());
        assertEquals(List.of(kept), store().list(all(organization).thatAreAvailable()));
        assertEquals(List.of(kept), store().list(all(organization).withStatus(NumberStatus.ACTIVE)));
    }

    @Test
    void deletedNumbersTakeNoRoomOnAPage() {
        List<PhoneNumber> numbers = add(numbers(organization, 5));
        deleted(numbers.get(0));
        deleted(numbers.get(2));
        assertEquals(
                List.of(digits(1), digits(3)),
                digitsOf(store().list(all(organization).limit(2))));
    }

    @Test
    void aNumberThatIsNotThereCannotBeDeleted() {
        UUID unknown = newId();
        assertNoSuchNumber(unknown, () -> store().delete(organization, unknown, NOW));
    }

    @Test
    void aDeletedNumberCannotBeDeletedOrChangedAgain() {
        UUID id = deleted(add(number(organization, 1))).id();
        assertNoSuchNumber(id, () -> store().delete(organization, id, NOW));
        assertNoSuchNumber(id, () -> store().update(organization, id, any -> any.withStatus(NumberStatus.ACTIVE, NOW)));
    }

    @Test
    @DisplayName("K2 a number that is deleted and added again comes back under its old id, with its new properties")
    void aNumberThatIsAddedAgainKeepsItsId() {
        PhoneNumber first = add(number(organization, 1));
        deactivate(first);
        deleted(first);
        PhoneNumber second = withTimes(withProperties(number(organization, 1), "twilio", Set.of()), LATER, LATER);
        PhoneNumber expected = second.withId(first.id());
        assertNotEquals(first.id(), second.id());
        assertEquals(expected, add(second));
        assertEquals(expected, store().find(organization, first.id()).orElseThrow());
        assertEquals(expected, store().find(organization, first.e164()).orElseThrow());
        assertTrue(store().find(organization, second.id()).isEmpty());
        assertEquals(List.of(expected), listAll());
    }

    @Test
    void aNumberComesBackAsOftenAsItIsDeleted() {
        PhoneNumber first = add(number(organization, 1));
        for (int i = 0; i < 3; i++) {
            deleted(first);
            assertEquals(first.id(), add(number(organization, 1)).id());
        }
        assertEquals(1, listAll().size());
    }

    @Test
    @DisplayName("K2 of 16 threads that delete a number or add it again, one does each time")
    void racingAddsBringADeletedNumberBackOnce() throws Exception {
        PhoneNumber number = add(number(organization, 1));
        try (Race race = new Race(RUNNERS)) {
            for (int round = 0; round < 100; round++) {
                race.run(runner -> () -> deleted(number)).onlyResult(NoSuchNumberException.class);
                List<PhoneNumber> added = race.run(runner -> addsAgain(number)).results().stream()
                        .flatMap(List::stream)
                        .toList();
                assertEquals(List.of(number), added);
                assertEquals(added, listAll());
            }
        }
    }

    private Callable<List<PhoneNumber>> addsAgain(PhoneNumber number) {
        PhoneNumber again = number.withId(newId());
        return () -> store().addMissing(organization, List.of(again));
    }

    // Tenants

    @Test
    @DisplayName("K1 another organization does not find or list a number")
    void anotherOrganizationSeesNothing() {
        PhoneNumber number = add(number(organization, 1));
        assertTrue(store().find(stranger, number.id()).isEmpty());
        assertTrue(store().find(stranger, number.e164()).isEmpty());
        assertEquals(List.of(), store().list(all(stranger)));
    }

    @Test
    @DisplayName("K1 another organization can neither change nor delete a number")
    void anotherOrganizationChangesNothing() {
        PhoneNumber number = add(number(organization, 1));
        assertThrowsNaming(
                NoSuchNumberException.class,
                () -> store().update(stranger, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER)),
                stranger,
                number.id());
        assertThrowsNaming(
                NoSuchNumberException.class, () -> store().delete(stranger, number.id(), LATER), stranger, number.id());
        assertEquals(List.of(number), listAll());
    }

    @Test
    @DisplayName("K1 two organizations have the same number, each its own")
    void twoOrganizationsHaveTheSameNumber() {
        PhoneNumber ours = add(number(organization, 1));
        PhoneNumber theirs = add(withProperties(number(stranger, 1), "twilio", Set.of()));
        PhoneNumber changed = deactivate(ours);
        assertEquals(List.of(changed), listAll());
        assertEquals(List.of(theirs), store().list(all(stranger)));
        deleted(ours);
        assertEquals(List.of(theirs), store().list(all(stranger)));
        assertEquals(theirs, store().find(stranger, theirs.e164()).orElseThrow());
        store().delete(stranger, theirs.id(), LATER);
        assertEquals(ours.id(), add(number(organization, 1)).id());
        assertEquals(List.of(), store().list(all(stranger)));
    }

    @Test
    @DisplayName("K1 organizations whose ids differ only in case or in spaces are different ones")
    void idsAreComparedExactly() {
        PhoneNumber number = add(number(organization, 1));
        String id = organization.value();
        OrganizationId near = new OrganizationId(id.toUpperCase(Locale.ROOT));
        assertTrue(store().find(near, number.id()).isEmpty());
        assertEquals(List.of(), store().list(all(near)));
        add(number(near, 1));
        assertEquals(List.of(number), listAll());
    }

    // Filters, and changes of one number

    @Test
    void filtersByProviderCountryAndDigitsAndCountsWhatTheyKeep() {
        PhoneNumber telnyx = add(withProperties(number(organization, 1), "telnyx", Set.of()));
        PhoneNumber twilio = add(withProperties(number(organization, 2), "twilio", Set.of()));
        PhoneNumber canadian = add(withProperties(number(organization, "+14165550142"), "twilio", Set.of()));
        PhoneNumber nobodys = add(withProperties(number(organization, "+442079460142"), null, Set.of()));
        add(number(stranger, 1));

        assertKeeps(all(organization).withProvider("twilio"), twilio, canadian);
        assertKeeps(all(organization).withProvider("Twilio"));
        assertKeeps(all(organization).withCountry("ca"), canadian);
        assertKeeps(all(organization).withCountry("GB"), nobodys);
        assertKeeps(all(organization).withDigits("0142"), canadian, nobodys);
        assertKeeps(all(organization).withDigits("1416"), canadian);
        assertKeeps(all(organization).withDigits("999999"));
        assertKeeps(all(organization).withProvider("twilio").withCountry("US").thatAreAvailable(), twilio);
        assertKeeps(all(organization), telnyx, twilio, canadian, nobodys);
    }

    private void assertKeeps(NumberQuery query, PhoneNumber... kept) {
        assertEquals(List.of(kept), store().list(query));
        assertEquals(kept.length, store().count(query));
        assertEquals(kept.length, store().count(query.limit(1)), "the page does not matter");
        if (kept.length > 0) {
            assertEquals(kept.length, store().count(query.after(kept[0].e164())), "its place does not either");
        }
    }

    @Test
    void changesOneThingAtATime() {
        PhoneNumber number = add(number(organization, 1));
        PhoneNumber other = add(number(organization, 2));
        Clock later = Clock.fixed(LATER, ZoneOffset.UTC);
        NumberInventory inventory = inventory().withClock(later);
        LocalDate until = LocalDate.of(2026, 4, 1);

        PhoneNumber resting = inventory.quarantine(organization, number.id(), until);
        assertEquals(number.withQuarantine(until, LATER), resting);
        PhoneNumber moved = inventory.changeProvider(organization, number.id(), " twilio ");
        assertEquals(resting.withProvider("twilio", LATER), moved);
        PhoneNumber able = inventory.changeCapabilities(organization, number.id(), Set.of(Capability.FAX));
        assertEquals(moved.withCapabilities(Set.of(Capability.FAX), LATER), able);
        assertEquals(able, store().find(organization, number.id()).orElseThrow());
        PhoneNumber back = inventory.endQuarantine(organization, number.id());
        assertEquals(able.withQuarantine(null, LATER), back);
        assertEquals(List.of(back, other), listAll());
    }

    @Test
    void aChangeThatIsRefusedOrFailsChangesNothing() {
        PhoneNumber number = add(number(organization, 1));

        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> inventory().changeProvider(organization, number.id(), " "),
                "provider");
        assertThrows(IllegalStateException.class, () -> store().update(organization, number.id(), any -> {
            throw new IllegalStateException("the change fails");
        }));
        assertThrows(NoSuchNumberException.class, () -> inventory()
                .quarantine(stranger, number.id(), LocalDate.of(2026, 4, 1)));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
    }

    @Test
    void changesOfOneNumberAtOnceAllLast() throws Exception {
        PhoneNumber number = add(number(organization, 1));
        try (Race race = new Race(Capability.values().length)) {
            race.run(runner -> () -> store().update(organization, number.id(), before -> {
                Set<Capability> more = EnumSet.noneOf(Capability.class);
                more.addAll(before.capabilities());
                more.add(Capability.values()[runner]);
                return before.withCapabilities(more, LATER);
            }));
        }
        assertEquals(
                EnumSet.allOf(Capability.class),
                store().find(organization, number.id()).orElseThrow().capabilities());
    }

    // The inventory over the store

    @Test
    void theInventoryAddsANumberAsItWasDescribed() {
        NewNumber wanted = NewNumber.of(organization, "+1 (202) 555-0123")
                .country("us")
                .provider("telnyx")
                .capabilities(Capability.SMS, Capability.MMS);
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
    void theInventoryRefusesADuplicateAndNamesIt() {
        NewNumber number = NewNumber.of(organization, digits(1));
        PhoneNumber first = inventory().add(number);
        assertThrowsNaming(
                DuplicateNumberException.class,
                () -> inventory().add(number.provider("twilio")),
                organization,
                digits(1));
        assertEquals(List.of(first), listAll());
    }

    @Test
    void theInventorySwitchesNumbersOffAndOnAndDeletesThem() {
        UUID id = inventory().add(NewNumber.of(organization, digits(1))).id();
        assertFalse(inventory().deactivate(organization, id).isActive());
        assertTrue(inventory().activate(organization, id).isActive());
        inventory().delete(organization, id);
        assertEquals(List.of(), listPages());
    }

    // Importing

    private ImportReport importRows(Stream<ImportRow> rows, List<RejectedRow> rejected) {
        return inventory().importRows(organization, rows.iterator(), rejected::add);
    }

    private static ImportRow row(long line, String number) {
        return row(line, number, null, null);
    }

    private static ImportRow row(long line, String number, String provider, String country) {
        return new ImportRow(line, "row " + line + " as written", number, provider, country);
    }

    /** Of 2,500 rows, every hundredth holds no number. */
    private static ImportRow rowOfMany(int n) {
        return row(n + 1, n % 100 == 99 ? "none " + n : digits(n));
    }

    private static List<ImportRow> manyRows() {
        return IntStream.range(0, 2_500)
                .mapToObj(NumberStoreContract::rowOfMany)
                .toList();
    }

    /** The lines of {@link #manyRows} that a step falls on. */
    private static List<Long> everyLine(int step) {
        return LongStream.rangeClosed(1, 2_500)
                .filter(line -> line % step == 0)
                .boxed()
                .toList();
    }

    @Test
    @DisplayName("K3 good rows land; each bad row is reported with its line, its text and its reason, in order")
    void anImportReportsEachBadRow() {
        add(number(organization, "+12025550106"));
        List<RejectedRow> rejected = new ArrayList<>();
        ImportReport report = importRows(
                Stream.of(
                        row(10, "+12025550100", "telnyx", "us"),
                        row(11, "no number"),
                        row(12, "+1 202-555-0100"),
                        row(13, "+12025550101", null, "CA"),
                        row(14, "+11115550123"),
                        row(15, "+12025550106"),
                        row(16, "+12025550107", " ", null),
                        row(17, "+12025550108", null, "UK"),
                        row(18, ""),
                        row(20, "+12025550101")),
                rejected);
        assertReport(10, 2, report);
        assertEquals(countByReason(rejected), report.rejected());
        assertEquals(
                List.of(
                        "11 MALFORMED",
                        "12 DUPLICATE_IN_FILE",
                        "13 INVALID_FOR_COUNTRY",
                        "14 INVALID_FOR_COUNTRY",
                        "15 DUPLICATE_IN_INVENTORY",
                        "16 MALFORMED",
                        "17 MALFORMED",
                        "18 MALFORMED"),
                rejected.stream().map(each -> each.line() + " " + each.reason()).toList());
        assertEquals(List.of("+12025550100", "+12025550101", "+12025550106"), digitsOf(listAll()));
        rejected.forEach(each -> assertEquals("row " + each.line() + " as written", each.text()));
    }

    @Test
    @DisplayName("K3 each rejection's message names the value that was wrong")
    void rejectionsNameWhatWasWrong() {
        add(number(organization, "+12025550106"));
        List<RejectedRow> rejected = new ArrayList<>();
        importRows(
                Stream.of(
                        row(1, "no number"),
                        row(2, "+12025550100", null, "CA"),
                        row(3, "+12025550106"),
                        row(4, "+12025550106"),
                        row(5, "+12025550107", "p".repeat(65), null),
                        row(6, "+12025550108", null, "Narnia")),
                rejected);
        List<String> named = List.of("no number", "CA", "+12025550106", "+12025550106", "p".repeat(65), "Narnia");
        assertEquals(named.size(), rejected.size());
        IntStream.range(0, named.size())
                .forEach(i -> assertTrue(rejected.get(i).message().contains(named.get(i)), rejected.get(i)::toString));
    }

    @Test
    @DisplayName("K3 an import of several batches lands whole and reports its bad rows in order")
    void anImportOfSeveralBatchesLandsWhole() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 2_475, importRows(manyRows().stream(), rejected));
        assertEquals(2_475, listPages().size());
        assertEquals(everyLine(100), rejected.stream().map(RejectedRow::line).toList());
    }

    @Test
    @DisplayName("K3 a number is a duplicate in the file also where the first one was in an earlier batch")
    void duplicatesAreFoundAcrossBatches() {
        List<RejectedRow> rejected = new ArrayList<>();
        Stream<ImportRow> rows = Stream.concat(manyRows().stream(), Stream.of(row(9_999, digits(0))));
        importRows(rows, rejected);
        RejectedRow last = rejected.get(rejected.size() - 1);
        assertEquals(9_999, last.line());
        assertEquals(Reason.DUPLICATE_IN_FILE, last.reason());
    }

    @Test
    @DisplayName("K3 the same import run again adds nothing and reports each good row as in the inventory")
    void anImportCanBeRunAgain() {
        importRows(manyRows().stream(), new ArrayList<>());
        List<PhoneNumber> before = listPages();
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 0, importRows(manyRows().stream(), rejected));
        assertEquals(before, listPages());
        assertEquals(everyLine(1), rejected.stream().map(RejectedRow::line).toList());
        assertEquals(Map.of(Reason.DUPLICATE_IN_INVENTORY, 2_475L, Reason.MALFORMED, 25L), countByReason(rejected));
    }

    @Test
    @DisplayName("K3 an import that broke off keeps its earlier batches and is completed by running it again")
    void anImportThatBrokeOffCanBeCompleted() {
        Iterator<ImportRow> broken = IntStream.range(0, 2_500)
                .mapToObj(n -> {
                    if (n == 1_500) {
                        throw new IllegalStateException("the file ends at row " + n);
                    }
                    return rowOfMany(n);
                })
                .iterator();
        assertThrowsNaming(
                IllegalStateException.class, () -> inventory().importRows(organization, broken, row -> {}), "row 1500");
        assertEquals(990, listPages().size());

        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(2_500, 1_485, importRows(manyRows().stream(), rejected));
        assertEquals(Map.of(Reason.DUPLICATE_IN_INVENTORY, 990L, Reason.MALFORMED, 25L), countByReason(rejected));
        assertEquals(2_475, listPages().size());
    }

    @Test
    @DisplayName("K3 what the receiver of rejections throws ends the import and is passed on")
    void anImportPassesOnWhatTheReceiverThrows() {
        IllegalStateException failure = new IllegalStateException("the report's disk is full");
        assertEquals(failure, assertThrows(IllegalStateException.class, () -> inventory()
                .importRows(organization, List.of(row(1, "none")).iterator(), row -> {
                    throw failure;
                })));
    }

    @Test
    @DisplayName("K3 an import of nothing reports nothing")
    void anEmptyImportReportsNothing() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(0, 0, importRows(Stream.of(), rejected));
        assertEquals(List.of(), rejected);
    }

    @Test
    @DisplayName("K3 an import brings a deleted number back under its old id")
    void anImportBringsADeletedNumberBack() {
        PhoneNumber number = deleted(add(number(organization, 1)));
        assertReport(1, 1, importRows(Stream.of(row(1, digits(1))), new ArrayList<>()));
        assertEquals(number.id(), listAll().get(0).id());
    }

    @Test
    @DisplayName("K1 an import takes no notice of what another organization has")
    void anImportSeesOneOrganization() {
        PhoneNumber theirs = add(number(stranger, 1));
        assertReport(1, 1, importRows(Stream.of(row(1, digits(1))), new ArrayList<>()));
        assertEquals(List.of(theirs), store().list(all(stranger)));
    }

    @Test
    @DisplayName("K3 a dry run says what the import will say, and changes nothing")
    void aDryRunChangesNothing() {
        add(number(organization, 5));
        deleted(add(number(organization, 6)));
        List<PhoneNumber> before = listAll();
        List<ImportRow> rows = Stream.concat(manyRows().stream(), Stream.of(row(9_999, digits(0))))
                .toList();

        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = inventory()
                .importRows(
                        organization,
                        rows.iterator(),
                        foreseen::add,
                        ImportOptions.defaults().asDryRun());
        assertEquals(before, listPages());

        List<RejectedRow> rejected = new ArrayList<>();
        assertEquals(importRows(rows.stream(), rejected), dry);
        assertEquals(rejected, foreseen);
    }

    @Test
    @DisplayName("K3 an import tells after each batch how far it is")
    void anImportTellsItsProgress() {
        MovableClock clock = new MovableClock(NOW);
        List<ImportProgress> told = new ArrayList<>();
        Iterator<ImportRow> rows = manyRows().stream()
                .peek(any -> clock.move(Duration.ofMillis(1)))
                .iterator();

        ImportReport report = NumberInventory.over(store())
                .withClock(clock)
                .importRows(
                        organization,
                        rows,
                        rejected -> {},
                        ImportOptions.defaults().withProgress(told::add));

        assertEquals(
                List.of(1_000L, 2_000L, 2_500L),
                told.stream().map(ImportProgress::rows).toList());
        ImportProgress last = told.get(told.size() - 1);
        assertEquals(report.added(), last.added());
        assertEquals(report.rejectedRows(), last.rejected());
        assertEquals(Duration.ofMillis(2_500), last.elapsed());
        assertEquals(1_000, last.rowsPerSecond(), 0.001);
    }

    @Test
    @DisplayName("K3 numbers may have the national form of the country that their row, or the import, names")
    void anImportReadsNationalForms() {
        List<RejectedRow> rejected = new ArrayList<>();
        inventory()
                .importRows(
                        organization,
                        List.of(
                                        row(1, "(202) 555-0123", null, "US"),
                                        row(2, "020 7946 0123", null, "GB"),
                                        row(3, "416-555-0142"),
                                        row(4, "+44 20 7946 0124"),
                                        row(5, "416-555-0143", null, "US"))
                                .iterator(),
                        rejected::add,
                        ImportOptions.defaults().withDefaultCountry("CA"));
        assertEquals(List.of("+12025550123", "+14165550142", "+442079460123", "+442079460124"), digitsOf(listAll()));
        assertEquals(Map.of(Reason.INVALID_FOR_COUNTRY, 1L), countByReason(rejected));
        assertTrue(rejected.get(0).message().contains("belongs to CA, not to US"), rejected::toString);
    }

    @Test
    @DisplayName("the same number added twice under the same id, as after an unknown outcome, is found by it")
    void addingTheSameNumberAgainDoesNotHideIt() {
        PhoneNumber number = add(number(organization, 1));
        assertEquals(List.of(), store().addMissing(organization, List.of(number)));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
    }

    // What the tests share

    private static void assertReport(long rows, long added, ImportReport report) {
        assertEquals(rows, report.rows());
        assertEquals(added, report.added());
        assertEquals(rows - added, report.rejectedRows());
        assertEquals(
                report.rejectedRows(),
                report.rejected().values().stream().mapToLong(Long::longValue).sum());
    }

    private static Map<Reason, Long> countByReason(List<RejectedRow> rejected) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        return counts;
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static PhoneNumber withProperties(PhoneNumber number, String provider, Set<Capability> capabilities) {
        return number.withProvider(provider, number.updatedAt()).withCapabilities(capabilities, number.updatedAt());
    }

    private static PhoneNumber withTimes(PhoneNumber number, Instant createdAt, Instant updatedAt) {
        return new PhoneNumber(
                number.id(),
                number.organization(),
                number.e164(),
                number.provider(),
                number.country(),
                number.capabilities(),
                number.status(),
                number.quarantinedUntil(),
                number.assignedTo(),
                createdAt,
                updatedAt);
    }
}
