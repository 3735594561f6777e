package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Samples.CHANGE;
import static dev.callgate.contract.Samples.CLOCK;
import static dev.callgate.contract.Samples.LATER;
import static dev.callgate.contract.Samples.LATER_CHANGE;
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
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportProgress;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.NumberStore;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.params.provider.ValueSource;

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
        List<PhoneNumber> added = store().addMissing(numbers.get(0).organization(), numbers, CHANGE);
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
        assertEquals(List.of(number), store().addMissing(organization, List.of(number), CHANGE));
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
        assertEquals(List.of(), store().addMissing(organization, List.of(), CHANGE));
        assertEquals(List.of(), listAll());
    }

    @Test
    void aNumberThatIsThereIsNotAddedAgainAndStaysAsItWas() {
        PhoneNumber first = add(number(organization, 1));
        PhoneNumber second = withProperties(number(organization, 1), "twilio", Set.of());
        assertEquals(List.of(), store().addMissing(organization, List.of(second), CHANGE));
        assertEquals(List.of(first), listAll());
        assertTrue(store().find(organization, second.id()).isEmpty());
    }

    @Test
    void ofABatchOnlyTheNewNumbersAreAddedAndReturned() {
        PhoneNumber old = add(number(organization, 2));
        List<PhoneNumber> batch = numbers(organization, 5);
        List<String> added = digitsOf(store().addMissing(organization, batch, CHANGE));
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

    @Test
    void severalNumbersAreFoundByTheirDigitsAtOnce() {
        List<PhoneNumber> numbers = add(numbers(organization, 5));
        PhoneNumber inactive = deactivate(numbers.get(1));
        deleted(numbers.get(3));
        add(number(stranger, 6));
        List<E164> wanted =
                IntStream.of(6, 4, 3, 1, 7).mapToObj(n -> E164.of(digits(n))).toList();

        List<PhoneNumber> found = store().findAll(organization, wanted);

        assertEquals(2, found.size());
        assertEquals(Set.of(numbers.get(4), inactive), Set.copyOf(found));
        assertEquals(Set.copyOf(found), Set.copyOf(inventory().findAll(organization, Set.copyOf(wanted))));
        assertEquals(List.of(), store().findAll(organization, List.of()));
        assertEquals(List.of(), store().findAll(newOrganization(), wanted));
    }

    @Test
    void aNumberThatIsAskedForTwiceIsFoundOnce() {
        PhoneNumber number = add(number(organization, 1));
        assertEquals(List.of(number), store().findAll(organization, List.of(number.e164(), E164.of(digits(1)))));
    }

    @Test
    void anyCountOfNumbersIsFoundAtOnce() {
        List<PhoneNumber> kept = add(List.of(
                number(organization, 0),
                number(organization, 999),
                number(organization, 1_000),
                number(organization, 69_999)));
        List<E164> wanted =
                IntStream.range(0, 70_000).mapToObj(n -> E164.of(digits(n))).toList();
        List<PhoneNumber> found = store().findAll(organization, wanted);
        assertEquals(
                kept,
                found.stream().sorted(Comparator.comparing(PhoneNumber::e164)).toList());
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
                    return () -> store().addMissing(tenant, numbers, CHANGE);
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
        assertEquals(List.of(digits(0), digits(2)), digitsOf(store().list(query.status(NumberStatus.ACTIVE))));
        assertEquals(List.of(digits(1), digits(3)), digitsOf(store().list(query.status(NumberStatus.INACTIVE))));
        assertEquals(
                List.of(digits(1)),
                digitsOf(store().list(query.status(NumberStatus.INACTIVE).limit(1))));
    }

    @Test
    void numbersThatNobodyHasAreListedAsAvailable() {
        List<PhoneNumber> numbers = add(numbers(organization, 2));
        assertEquals(numbers, store().list(all(organization).assigned(false)));
        assertEquals(List.of(), store().list(all(organization).assigned(true)));
    }

    @Test
    void allPagesAreListedByTheInventory() {
        List<PhoneNumber> numbers = new ArrayList<>(add(numbers(organization, 1_000)));
        numbers.add(add(number(organization, 1_000)));
        assertEquals(numbers, listPages(), "pages are right, so that listing them all comes to an end");
        assertEquals(numbers, inventory().stream(NumberQuery.of(organization)).toList());
    }

    @Test
    @DisplayName("the inventory's stream reads a page when it is needed")
    void aPageIsReadWhenItIsNeeded() {
        List<PhoneNumber> numbers = new ArrayList<>(add(numbers(organization, 1_000)));
        numbers.add(add(number(organization, 1_000)));
        List<NumberQuery> asked = new ArrayList<>();
        NumberStore counting =
                Interposed.before("list", NumberStore.class, store(), query -> asked.add((NumberQuery) query[0]));
        NumberInventory inventory = NumberInventory.over(counting);
        NumberQuery query = NumberQuery.of(organization).limit(1);

        assertEquals(
                numbers.subList(0, 1_000), inventory.stream(query).limit(1_000).toList());
        assertEquals(List.of(all(organization)), asked);

        asked.clear();
        assertEquals(numbers, inventory.stream(query).toList());
        List<NumberQuery> pages = List.of(
                all(organization),
                all(organization).after(numbers.get(999).e164()),
                all(organization).after(numbers.get(1_000).e164()));
        assertEquals(pages, asked);
    }

    @Test
    void aStreamKeepsWhatItsQueryKeepsBehindItsPlace() {
        List<PhoneNumber> numbers = add(numbers(organization, 6));
        deactivate(numbers.get(3));
        NumberQuery active = NumberQuery.of(organization).status(NumberStatus.ACTIVE);
        assertEquals(
                List.of(digits(2), digits(4), digits(5)),
                digitsOf(inventory().stream(active.after(numbers.get(1).e164())).toList()));
        assertEquals(List.of(), inventory().stream(active.digits("999")).toList());
    }

    // Changing the status

    private PhoneNumber deactivate(PhoneNumber number) {
        return store().update(
                        organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), LATER_CHANGE);
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
        store().update(organization, number.id(), any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE);
        assertEquals(List.of(number), listAll());
    }

    @Test
    void theStatusOfANumberThatIsNotThereCannotBeSet() {
        UUID unknown = newId();
        assertNoSuchNumber(unknown, () -> store().update(
                        organization, unknown, any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE));
    }

    private void assertNoSuchNumber(UUID id, Executable action) {
        assertThrowsNaming(InventoryException.NoSuchNumber.class, action, id, organization);
    }

    // Deleting

    private PhoneNumber deleted(PhoneNumber number) {
        store().delete(organization, number.id(), LATER_CHANGE);
        return number;
    }

    @Test
    void aDeletedNumberIsNeitherFoundNorListed() {
        PhoneNumber number = deleted(add(number(organization, 1)));
        PhoneNumber kept = add(number(organization, 2));
        assertTrue(store().find(organization, number.id()).isEmpty());
        assertTrue(store().find(organization, number.e164()).isEmpty());
        assertEquals(List.of(kept), listAll());
        assertEquals(List.of(kept), store().list(all(organization).assigned(false)));
        assertEquals(List.of(kept), store().list(all(organization).status(NumberStatus.ACTIVE)));
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
        assertNoSuchNumber(unknown, () -> store().delete(organization, unknown, CHANGE));
    }

    @Test
    void aDeletedNumberCannotBeDeletedOrChangedAgain() {
        UUID id = deleted(add(number(organization, 1))).id();
        assertNoSuchNumber(id, () -> store().delete(organization, id, CHANGE));
        assertNoSuchNumber(
                id, () -> store().update(organization, id, any -> any.withStatus(NumberStatus.ACTIVE, NOW), CHANGE));
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
                race.run(runner -> () -> deleted(number)).onlyResult(InventoryException.NoSuchNumber.class);
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
        return () -> store().addMissing(organization, List.of(again), CHANGE);
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
                InventoryException.NoSuchNumber.class,
                () -> store().update(
                                stranger,
                                number.id(),
                                any -> any.withStatus(NumberStatus.INACTIVE, LATER),
                                LATER_CHANGE),
                stranger,
                number.id());
        assertThrowsNaming(
                InventoryException.NoSuchNumber.class,
                () -> store().delete(stranger, number.id(), LATER_CHANGE),
                stranger,
                number.id());
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
        store().delete(stranger, theirs.id(), LATER_CHANGE);
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

        assertKeeps(all(organization).provider("twilio"), twilio, canadian);
        assertKeeps(all(organization).provider("Twilio"));
        assertKeeps(all(organization).country("ca"), canadian);
        assertKeeps(all(organization).country("GB"), nobodys);
        assertKeeps(all(organization).digits("0142"), canadian, nobodys);
        assertKeeps(all(organization).digits("1416"), canadian);
        assertKeeps(all(organization).digits("999999"));
        assertKeeps(all(organization).provider("twilio").country("US").assigned(false), twilio);
        assertKeeps(all(organization), telnyx, twilio, canadian, nobodys);
    }

    private void assertKeeps(NumberQuery query, PhoneNumber... kept) {
        assertEquals(List.of(kept), store().list(query));
        assertEquals(kept.length, store().count(query, Long.MAX_VALUE));
        assertEquals(Math.min(kept.length, 2), store().count(query, 2));
        assertEquals(kept.length, store().count(query.limit(1), Long.MAX_VALUE), "the page does not matter");
        if (kept.length > 0) {
            assertEquals(
                    kept.length,
                    store().count(query.after(kept[0].e164()), Long.MAX_VALUE),
                    "its place does not either");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1202, +12022021202 +12025550123",
        "202, +12022021202 +12025550123",
        "0202, +442079460202",
        "2025, +12025550123",
        "20255, +12025550123",
        "2025550123, +12025550123",
        "12025550123, +12025550123",
        "555, ''",
        "012, ''",
        "0123, +12025550123",
        "02, ''",
        "123, ''",
        "4, +442079460202 +4930123456 +74951234567",
        "49, +4930123456 +74951234567",
        "7, +74951234567",
        "3, +390612345678 +4930123456",
        "06, +390612345678",
        "3906, +390612345678",
        "567, ''",
        "4567, +74951234567",
        "12022021202, +12022021202",
        "112022021202, ''",
        "999999999999999, ''"
    })
    void digitsFindWhatBeginsWithThemWithOrWithoutItsCountryCodeOrEndsWithFourOrMore(String digits, String expected) {
        add(Stream.of("+12025550123", "+12022021202", "+442079460202", "+4930123456", "+74951234567", "+390612345678")
                .map(each -> number(organization, each))
                .toList());
        NumberQuery query = all(organization).digits(digits);
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected.split(" ")), digitsOf(store().list(query)));
        assertEquals(store().list(query).size(), store().count(query, Long.MAX_VALUE));
    }

    @Test
    void digitsOfAnyLengthFindTheLongestNumber() {
        PhoneNumber longest = add(number(organization, "+883510001234567"));
        add(number(organization, 1));
        String national = "510001234567";
        String whole = "883" + national;
        for (int length = 1; length <= 15; length++) {
            assertFinds(1, longest, whole.substring(0, length));
            assertFinds(length < 4 ? 0 : 1, longest, whole.substring(15 - length));
            assertFinds(1, longest, national.substring(0, Math.min(12, length)));
        }
        assertKeeps(all(organization).country("001").digits("5100"), longest);
        assertKeeps(all(organization).country("US").digits("5100"));
        assertKeeps(all(organization).digits("10001234"));
        assertKeeps(all(organization).digits("083510001234567"));
    }

    private void assertFinds(int times, PhoneNumber number, String digits) {
        List<PhoneNumber> found = store().list(all(organization).digits(digits));
        assertEquals(times, found.stream().filter(number::equals).count(), () -> digits + " finds " + found);
    }

    @Test
    void aNumberThatBothBeginsAndEndsWithTheDigitsIsListedAndCountedOnce() {
        List<PhoneNumber> numbers = add(List.of(
                number(organization, "+12022012022"),
                number(organization, "+12022022022"),
                number(organization, "+12022092000"),
                number(organization, "+12029992022")));
        NumberQuery query = all(organization).digits("2022");
        assertKeeps(query, numbers.toArray(new PhoneNumber[0]));
        for (int i = 0; i < numbers.size(); i++) {
            NumberQuery page = i == 0 ? query : query.after(numbers.get(i - 1).e164());
            assertEquals(numbers.subList(i, i + 1), store().list(page.limit(1)));
        }
    }

    @Test
    void numbersAreCountedNoFurtherThanAskedFor() {
        List<PhoneNumber> numbers = add(numbers(organization, 6));
        deleted(numbers.get(2));
        add(number(stranger, 1));
        NumberQuery query = NumberQuery.of(organization).limit(1);
        for (int most = 1; most <= 7; most++) {
            assertEquals(Math.min(most, 5), inventory().countUpTo(query, most));
            assertEquals(Math.min(most, 1), inventory().countUpTo(query.digits("0004"), most));
        }
        assertEquals(5, inventory().countUpTo(query, Long.MAX_VALUE));
        assertEquals(5, inventory().countUpTo(query.after(numbers.get(4).e164()), 10));
        assertEquals(0, inventory().countUpTo(query.status(NumberStatus.INACTIVE), 1));
        for (long none : List.of(0L, -1L, Long.MIN_VALUE)) {
            assertThrowsNaming(IllegalArgumentException.class, () -> inventory().countUpTo(query, none), none);
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
        PhoneNumber moved = inventory.update(
                organization, number.id(), NumberUpdate.create().provider(" twilio "));
        assertEquals(resting.withProvider("twilio", LATER), moved);
        PhoneNumber able = inventory.update(
                organization, number.id(), NumberUpdate.create().capabilities(Set.of(Capability.FAX)));
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
                () -> inventory()
                        .update(organization, number.id(), NumberUpdate.create().provider(" ")),
                "provider");
        assertThrows(IllegalStateException.class, () -> store().update(
                        organization,
                        number.id(),
                        any -> {
                            throw new IllegalStateException("the change fails");
                        },
                        CHANGE));
        assertThrows(InventoryException.NoSuchNumber.class, () -> inventory()
                .quarantine(stranger, number.id(), LocalDate.of(2026, 4, 1)));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
    }

    @Test
    void changesOfOneNumberAtOnceAllLast() throws Exception {
        PhoneNumber number = add(number(organization, 1));
        try (Race race = new Race(Capability.values().length)) {
            race.run(runner -> () -> store().update(
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
                store().find(organization, number.id()).orElseThrow().capabilities());
    }

    // The inventory over the store

    @Test
    @DisplayName(
            "since when a number is in service is kept, imported, changed and audited, and kept when other things change")
    void keepsTheFirstDayOfService() {
        LocalDate day = LocalDate.of(2019, 5, 1);
        PhoneNumber added =
                inventory().add(NewNumber.of(organization, "+12025550123").inServiceSince(day));
        assertEquals(day, store().find(organization, added.id()).orElseThrow().inServiceSince());
        inventory().quarantine(organization, added.id(), LocalDate.of(2026, 4, 1));
        assertEquals(day, store().find(organization, added.id()).orElseThrow().inServiceSince());
        LocalDate earlier = LocalDate.of(2018, 1, 31);
        assertEquals(
                earlier,
                inventory()
                        .update(organization, added.id(), NumberUpdate.create().inServiceSince(earlier))
                        .inServiceSince());
        assertEquals(
                earlier, store().find(organization, added.id()).orElseThrow().inServiceSince());
        inventory().delete(organization, added.id());
        PhoneNumber again = inventory().add(NewNumber.of(organization, "+12025550123"));
        assertNull(store().find(organization, again.id()).orElseThrow().inServiceSince());
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> NewNumber.of(organization, "+12025550123").inServiceSince(LocalDate.of(1969, 12, 31)),
                "1969-12-31");
    }

    @Test
    void theInventoryAddsANumberAsItWasDescribed() {
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
    void theInventoryRefusesADuplicateAndNamesIt() {
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
        ImportRow row = ImportRow.of(line, "row " + line + " as written", number);
        row = provider == null ? row : row.with(Column.PROVIDER, provider);
        return country == null ? row : row.with(Column.COUNTRY_CODE, country);
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
                        row(16, "+12025550107", "p".repeat(65), null),
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
        assertEquals(List.of(), store().addMissing(organization, List.of(number), CHANGE));
        assertEquals(number, store().find(organization, number.id()).orElseThrow());
    }

    /** A row whose every column says something. */
    private static ImportRow fullRow(long line, String number) {
        return row(line, number, "telnyx", "US")
                .with(Column.CAPABILITIES, "SMS; voice")
                .with(Column.STATUS, "Inactive")
                .with(Column.QUARANTINED_UNTIL, "2026-04-01")
                .with(Column.CREATED_AT, "2025-01-01T00:00:00.000001Z")
                .with(Column.UPDATED_AT, NOW.toString());
    }

    @Test
    @DisplayName("K3 what a row says of a number's capabilities, status, quarantine and times lands with it")
    void anImportBringsAllColumns() {
        assertReport(
                3,
                3,
                importRows(
                        Stream.of(
                                fullRow(1, digits(1)),
                                fullRow(2, digits(2))
                                        .with(Column.CAPABILITIES, " ")
                                        .with(Column.STATUS, "")
                                        .with(Column.QUARANTINED_UNTIL, "\t")
                                        .with(Column.CREATED_AT, "")
                                        .with(Column.UPDATED_AT, "")
                                        .with(Column.PROVIDER, " ")
                                        .with(Column.COUNTRY_CODE, " "),
                                row(3, digits(3))),
                        new ArrayList<>()));
        List<PhoneNumber> landed = listAll();
        assertEquals(List.of(digits(1), digits(2), digits(3)), digitsOf(landed));
        PhoneNumber full = landed.get(0);
        PhoneNumber expected = withTimes(
                number(organization, 1)
                        .withId(full.id())
                        .withStatus(NumberStatus.INACTIVE, NOW)
                        .withQuarantine(LocalDate.of(2026, 4, 1), NOW),
                Instant.parse("2025-01-01T00:00:00.000001Z"),
                NOW);
        assertEquals(expected, full);
        for (PhoneNumber plain : landed.subList(1, 3)) {
            assertEquals(
                    withProperties(number(organization, plain.e164().toString()), null, Set.of(Capability.VOICE))
                            .withId(plain.id()),
                    plain);
        }
    }

    @Test
    @DisplayName("K3 each value that cannot be is reported as malformed, and named; the rows around it land")
    void anImportReportsEachBadValue() {
        Map<String, ImportRow> bad = new LinkedHashMap<>();
        bad.put("telepathy", fullRow(2, digits(2)).with(Column.CAPABILITIES, "voice telepathy"));
        bad.put("resting", fullRow(3, digits(3)).with(Column.STATUS, "resting"));
        bad.put("1 April", fullRow(4, digits(4)).with(Column.QUARANTINED_UNTIL, "1 April"));
        bad.put("2026-02-30", fullRow(5, digits(5)).with(Column.QUARANTINED_UNTIL, "2026-02-30"));
        bad.put("yesterday", fullRow(6, digits(6)).with(Column.CREATED_AT, "yesterday"));
        bad.put("2026-03-01", fullRow(7, digits(7)).with(Column.UPDATED_AT, "2026-03-01"));
        bad.put(
                "2026-03-02T15:00:00.123457Z",
                fullRow(8, digits(8)).with(Column.CREATED_AT, "2026-03-02T15:00:00.123457Z"));
        bad.put("2999-01-01T00:00:00Z", fullRow(9, digits(9)).with(Column.UPDATED_AT, "2999-01-01T00:00:00Z"));
        bad.put("Narnia", fullRow(10, digits(10)).with(Column.COUNTRY_CODE, "Narnia"));
        bad.put("sleeping", row(11, digits(11)).with(Column.STATUS, "sleeping"));
        bad.put("a quote is not closed", ImportRow.unreadable(12, "row 12 as written", "a quote is not closed"));
        List<RejectedRow> rejected = new ArrayList<>();

        ImportReport report = importRows(
                Stream.of(Stream.of(fullRow(1, digits(1))), bad.values().stream(), Stream.of(fullRow(13, digits(13))))
                        .flatMap(Function.identity()),
                rejected);

        assertEquals(
                bad.values().stream().map(ImportRow::line).toList(),
                rejected.stream().map(RejectedRow::line).toList());
        List<String> named = List.copyOf(bad.keySet());
        for (int i = 0; i < named.size(); i++) {
            RejectedRow each = rejected.get(i);
            assertEquals(Reason.MALFORMED, each.reason(), each::toString);
            assertTrue(each.message().contains(named.get(i)), each::toString);
            assertEquals("row " + each.line() + " as written", each.text());
        }
        assertReport(13, 2, report);
        assertEquals(List.of(digits(1), digits(13)), digitsOf(listAll()));
    }

    @Test
    @DisplayName("K3 a row that says no more than a number and its status is taken at its word")
    void aColumnCountsWhereItStandsAlone() {
        importRows(
                Stream.of(
                        row(1, digits(1)).with(Column.STATUS, "inactive"),
                        row(2, digits(2)).with(Column.QUARANTINED_UNTIL, "2026-04-01"),
                        row(3, digits(3)).with(Column.CAPABILITIES, "fax"),
                        row(4, digits(4)).with(Column.CREATED_AT, "2025-01-01T00:00:00Z")),
                new ArrayList<>());
        List<PhoneNumber> landed = listAll();
        assertEquals(NumberStatus.INACTIVE, landed.get(0).status());
        assertEquals(LocalDate.of(2026, 4, 1), landed.get(1).quarantinedUntil());
        assertEquals(Set.of(Capability.FAX), landed.get(2).capabilities());
        assertEquals(Instant.parse("2025-01-01T00:00:00Z"), landed.get(3).createdAt());
    }

    @Test
    @DisplayName("K3 of rows with the same number, the first one lands, in whatever batch the others are")
    void theFirstOfSeveralRowsLands() {
        // It takes longer to understand the first batch than the others, which must not overtake it.
        String longWinded = " ".repeat(100_000) + "US";
        List<RejectedRow> rejected = new ArrayList<>();
        Stream<ImportRow> rows = IntStream.range(0, 4_000)
                .mapToObj(n -> row(n + 1, digits(n % 1_000), "of row " + (n + 1), n < 1_000 ? longWinded : "US"));
        assertReport(4_000, 1_000, importRows(rows, rejected));
        assertEquals(Map.of(Reason.DUPLICATE_IN_FILE, 3_000L), countByReason(rejected));
        assertEquals(
                LongStream.rangeClosed(1_001, 4_000).boxed().toList(),
                rejected.stream().map(RejectedRow::line).toList());
        assertEquals(
                IntStream.rangeClosed(1, 1_000).mapToObj(n -> "of row " + n).toList(),
                listAll().stream().map(PhoneNumber::provider).toList());
    }

    /** Rows that end at one of them, by an exception: of {@code next}, or of {@code hasNext}. */
    private static Iterator<ImportRow> brokenAt(int end, boolean whenAskedForMore) {
        return new Iterator<>() {
            private int n;

            @Override
            public boolean hasNext() {
                return !(whenAskedForMore && isOver());
            }

            @Override
            public ImportRow next() {
                isOver();
                return rowOfMany(n++);
            }

            private boolean isOver() {
                if (n == end) {
                    throw new IllegalStateException("the file ends at row " + n);
                }
                return false;
            }
        };
    }

    @ParameterizedTest(name = "at row {0}, with {3} writers")
    @CsvSource({
        "0, 0, true, 1",
        "999, 0, false, 1",
        "1000, 1000, false, 1",
        "1001, 1000, true, 4",
        "2000, 2000, true, 1",
        "2499, 2000, false, 2"
    })
    @DisplayName("K3 where the source breaks, the batches before it land and are reported; run again, all land")
    void theBatchesBeforeABreakLand(int end, int landed, boolean whenAskedForMore, int writers) {
        List<RejectedRow> rejected = new ArrayList<>();
        Iterator<ImportRow> broken = brokenAt(end, whenAskedForMore);
        assertThrowsNaming(
                IllegalStateException.class,
                () -> inventory().importRows(organization, broken, rejected::add, writers(writers)),
                "row " + end);
        assertEquals(landed / 100 * 99, listPages().size());
        assertEquals(
                everyLine(100).subList(0, landed / 100),
                rejected.stream().map(RejectedRow::line).toList());

        assertReport(2_500, 2_475 - landed / 100 * 99, importRows(manyRows().stream(), new ArrayList<>()));
        assertEquals(2_475, listPages().size());
    }

    private static ImportOptions writers(int count) {
        return ImportOptions.defaults().withWriters(count);
    }

    @ParameterizedTest(name = "{0} writers")
    @ValueSource(ints = {2, 3, 8})
    @DisplayName("K3 several writers import the same, and report it in the same order")
    void severalWritersImportTheSame(int count) {
        add(number(organization, 1_234));
        List<ImportRow> rows =
                Stream.concat(manyRows().stream(), manyRows().stream()).toList();
        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = inventory()
                .importRows(
                        organization,
                        rows.iterator(),
                        foreseen::add,
                        writers(count).asDryRun());
        assertEquals(1, listAll().size());
        List<RejectedRow> rejected = new ArrayList<>();
        List<ImportProgress> told = new ArrayList<>();

        ImportReport report = inventory()
                .importRows(
                        organization,
                        rows.iterator(),
                        rejected::add,
                        writers(count).withProgress(told::add));

        assertReport(5_000, 2_474, report);
        assertEquals(
                Map.of(Reason.MALFORMED, 50L, Reason.DUPLICATE_IN_FILE, 2_475L, Reason.DUPLICATE_IN_INVENTORY, 1L),
                report.rejected());
        assertEquals(report, dry);
        assertEquals(rejected, foreseen);
        List<Long> lines = new ArrayList<>(everyLine(100));
        lines.add(12, 1_235L);
        lines.addAll(everyLine(1));
        assertEquals(lines, rejected.stream().map(RejectedRow::line).toList());
        assertEquals(
                List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L),
                told.stream().map(ImportProgress::rows).toList());
        assertEquals(2_475, listPages().size());
    }

    @Test
    @DisplayName("K3 where one of several writers fails, its failure is passed on, and run again the import is whole")
    void aWriterThatFailsEndsTheImport() {
        IllegalStateException failure = new IllegalStateException("the disk is full");
        NumberStore failing = Interposed.before("addMissing", NumberStore.class, store(), arguments -> {
            if (((List<?>) arguments[1])
                    .stream().anyMatch(each -> ((PhoneNumber) each).e164().equals(E164.of(digits(1_500))))) {
                throw failure;
            }
        });
        List<RejectedRow> rejected = new ArrayList<>();
        assertSame(failure, assertThrows(IllegalStateException.class, () -> NumberInventory.over(failing)
                .importRows(organization, manyRows().iterator(), rejected::add, writers(4))));
        assertEquals(
                everyLine(100).subList(0, 10),
                rejected.stream().map(RejectedRow::line).toList());
        List<PhoneNumber> landed = listPages();
        assertEquals(990, numbersOf(landed, 0, 1_000));
        assertEquals(0, numbersOf(landed, 1_000, 2_000));

        importRows(manyRows().stream(), new ArrayList<>());
        assertEquals(2_475, listPages().size());
    }

    private static long numbersOf(List<PhoneNumber> numbers, int from, int until) {
        return numbers.stream()
                .map(each -> each.e164().toLong() - E164.of(digits(0)).toLong())
                .filter(n -> from <= n && n < until)
                .count();
    }

    @Test
    @DisplayName("K3 once an import that failed has returned, none of its writers writes any more")
    void noWriterGoesOnAfterAFailure() {
        Set<Thread> writing = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        NumberStore watched = Interposed.before("addMissing", NumberStore.class, store(), arguments -> {
            writing.add(Thread.currentThread());
            late.addAndGet(over.get() ? 1 : 0);
        });
        assertThrowsNaming(
                IllegalStateException.class,
                () -> NumberInventory.over(watched)
                        .importRows(
                                organization,
                                manyRows().iterator(),
                                row -> {
                                    throw new IllegalStateException("no room for line " + row.line());
                                },
                                writers(4)),
                "line 100");
        over.set(true);
        assertFalse(writing.contains(Thread.currentThread()), "others write");
        int landed = listPages().size();
        assertReport(2_500, 2_475 - landed, importRows(manyRows().stream(), new ArrayList<>()));
        assertEquals(0, late.get());
    }

    @Test
    @DisplayName("K3 where the receiver of rejections fails, no later batch lands")
    void noBatchLandsBehindAFailure() {
        assertThrowsNaming(
                IllegalStateException.class,
                () -> inventory().importRows(organization, manyRows().iterator(), row -> {
                    throw new IllegalStateException("no room for line " + row.line());
                }),
                "line 100");
        assertEquals(990, listPages().size());
        assertReport(2_500, 1_485, importRows(manyRows().stream(), new ArrayList<>()));
    }

    @Test
    @DisplayName(
            "K3 a dry run takes a number that was deleted, or that another organization has, for one that is missing")
    void aDryRunAsksWhatTheInventoryHas() {
        List<PhoneNumber> numbers = add(numbers(organization, 3));
        deleted(numbers.get(1));
        add(number(stranger, 3));
        List<RejectedRow> foreseen = new ArrayList<>();
        ImportReport dry = inventory()
                .importRows(
                        organization,
                        IntStream.range(0, 4)
                                .mapToObj(n -> row(n + 1, digits(n)))
                                .iterator(),
                        foreseen::add,
                        ImportOptions.defaults().asDryRun());
        assertReport(4, 2, dry);
        assertEquals(List.of(1L, 3L), foreseen.stream().map(RejectedRow::line).toList());
        assertEquals(Map.of(Reason.DUPLICATE_IN_INVENTORY, 2L), countByReason(foreseen));
        assertEquals(2, listAll().size());
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
