package dev.callgate.contract;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.digitsOf;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.Fixture.withProperties;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.NumberInventory;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.NumberStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inventory lists and counts its numbers by page, by filter and by digits. */
@Needs({Ability.NUMBERS, Ability.ORGANIZATIONS})
abstract class NumberListingContract extends NumberTests {
    @Test
    @DisplayName("K4 numbers are listed in the order of their text")
    void listsInTheOrderOfTheText() {
        List<String> sorted =
                List.of("+12025550123", "+442079460958", "+49301234567", "+4930123456789", "+74951234567");
        List<String> mixed = new ArrayList<>(sorted);
        Collections.shuffle(mixed, new Random(7));
        add(mixed.stream().map(each -> number(organization, each)).toList());
        assertEquals(sorted, digitsOf(listAll()));
    }

    @Test
    @DisplayName("K4 a page has as many numbers as its limit and begins after the last one")
    void pageStartsAfterTheLastNumberAndKeepsItsLimit() {
        List<PhoneNumber> numbers = add(numbers(organization, 7));
        NumberQuery page = NumberQuery.of(organization).limit(3);
        assertEquals(numbers.subList(0, 3), storage().list(page));
        assertEquals(
                numbers.subList(3, 6), storage().list(page.after(numbers.get(2).e164())));
        assertEquals(
                numbers.subList(6, 7), storage().list(page.after(numbers.get(5).e164())));
        assertEquals(List.of(), storage().list(page.after(numbers.get(6).e164())));
    }

    @Test
    @DisplayName("K4 a page may begin after a number that does not exist")
    void pageMayStartAfterAMissingNumber() {
        List<PhoneNumber> numbers = add(List.of(number(organization, 1), number(organization, 3)));
        assertEquals(numbers.subList(1, 2), storage().list(all(organization).after(E164.of(digits(2)))));
    }

    @Test
    @DisplayName("K4 a query lists 100 numbers by default")
    void listsAtMost100ByDefault() {
        List<PhoneNumber> numbers = add(numbers(organization, 101));
        assertEquals(numbers.subList(0, 100), storage().list(NumberQuery.of(organization)));
    }

    @Test
    @DisplayName("K4 the status filter matches numbers with that status")
    void filtersByStatus() {
        List<PhoneNumber> numbers = add(numbers(organization, 4));
        deactivate(numbers.get(1));
        deactivate(numbers.get(3));
        NumberQuery query = all(organization);
        assertEquals(List.of(digits(0), digits(2)), digitsOf(storage().list(query.status(NumberStatus.ACTIVE))));
        assertEquals(List.of(digits(1), digits(3)), digitsOf(storage().list(query.status(NumberStatus.INACTIVE))));
        assertEquals(
                List.of(digits(1)),
                digitsOf(storage().list(query.status(NumberStatus.INACTIVE).limit(1))));
    }

    @Test
    @DisplayName("K2 unassigned numbers are listed as available")
    void listsUnassignedNumbersAsAvailable() {
        List<PhoneNumber> numbers = add(numbers(organization, 2));
        assertEquals(numbers, storage().list(all(organization).assigned(false)));
        assertEquals(List.of(), storage().list(all(organization).assigned(true)));
    }

    @Test
    @DisplayName("K4 all pages are listed by the inventory")
    void inventoryListsAllPages() {
        List<PhoneNumber> numbers = new ArrayList<>(add(numbers(organization, 1_000)));
        numbers.add(add(number(organization, 1_000)));
        assertEquals(numbers, listPages(), "pages are right, so that listing them all comes to an end");
        assertEquals(numbers, inventory().stream(NumberQuery.of(organization)).toList());
    }

    @Test
    @DisplayName("K3 the inventory's stream reads a page when it is needed")
    void streamReadsPagesLazily() {
        List<PhoneNumber> numbers = new ArrayList<>(add(numbers(organization, 1_000)));
        numbers.add(add(number(organization, 1_000)));
        List<NumberQuery> asked = new ArrayList<>();
        NumberStore counting =
                Interceptor.before("list", NumberStore.class, storage(), query -> asked.add((NumberQuery) query[0]));
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
    @DisplayName("K4 a stream has the numbers that match its query after its position")
    void streamKeepsFiltersAndStart() {
        List<PhoneNumber> numbers = add(numbers(organization, 6));
        deactivate(numbers.get(3));
        NumberQuery active = NumberQuery.of(organization).status(NumberStatus.ACTIVE);
        assertEquals(
                List.of(digits(2), digits(4), digits(5)),
                digitsOf(inventory().stream(active.after(numbers.get(1).e164())).toList()));
        assertEquals(List.of(), inventory().stream(active.digits("999")).toList());
    }

    @Test
    @DisplayName("K4 filters by provider, country and digits list and count the matching numbers")
    void filtersAndCountsByProviderCountryAndDigits() {
        PhoneNumber telnyx = add(withProperties(number(organization, 1), "telnyx", Set.of()));
        PhoneNumber twilio = add(withProperties(number(organization, 2), "twilio", Set.of()));
        PhoneNumber canadian = add(withProperties(number(organization, "+14165550142"), "twilio", Set.of()));
        PhoneNumber nobodys = add(withProperties(number(organization, "+442079460142"), null, Set.of()));
        add(number(stranger, 1));

        assertMatchesOnly(all(organization).provider("twilio"), twilio, canadian);
        assertMatchesOnly(all(organization).provider("Twilio"));
        assertMatchesOnly(all(organization).country("ca"), canadian);
        assertMatchesOnly(all(organization).country("GB"), nobodys);
        assertMatchesOnly(all(organization).digits("0142"), canadian, nobodys);
        assertMatchesOnly(all(organization).digits("1416"), canadian);
        assertMatchesOnly(all(organization).digits("999999"));
        assertMatchesOnly(all(organization).provider("twilio").country("US").assigned(false), twilio);
        assertMatchesOnly(all(organization), telnyx, twilio, canadian, nobodys);
    }

    private void assertMatchesOnly(NumberQuery query, PhoneNumber... kept) {
        assertEquals(List.of(kept), storage().list(query));
        assertEquals(kept.length, storage().count(query, Long.MAX_VALUE));
        assertEquals(Math.min(kept.length, 2), storage().count(query, 2));
        assertEquals(kept.length, storage().count(query.limit(1), Long.MAX_VALUE), "the page does not matter");
        if (kept.length > 0) {
            assertEquals(
                    kept.length,
                    storage().count(query.after(kept[0].e164()), Long.MAX_VALUE),
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
    @DisplayName(
            "K4 digits match the beginning of a number, with or without its country code, or an ending of four or more")
    void digitsMatchPrefixesAndSuffixes(String digits, String expected) {
        add(Stream.of("+12025550123", "+12022021202", "+442079460202", "+4930123456", "+74951234567", "+390612345678")
                .map(each -> number(organization, each))
                .toList());
        NumberQuery query = all(organization).digits(digits);
        assertEquals(
                expected.isEmpty() ? List.of() : List.of(expected.split(" ")),
                digitsOf(storage().list(query)));
        assertEquals(storage().list(query).size(), storage().count(query, Long.MAX_VALUE));
    }

    @Test
    @DisplayName("K4 digits of any length find the longest number")
    void digitsOfAnyLengthMatchTheLongestNumber() {
        PhoneNumber longest = add(number(organization, "+883510001234567"));
        add(number(organization, 1));
        String national = "510001234567";
        String whole = "883" + national;
        for (int length = 1; length <= 15; length++) {
            assertFinds(1, longest, whole.substring(0, length));
            assertFinds(length < 4 ? 0 : 1, longest, whole.substring(15 - length));
            assertFinds(1, longest, national.substring(0, Math.min(12, length)));
        }
        assertMatchesOnly(all(organization).country("001").digits("5100"), longest);
        assertMatchesOnly(all(organization).country("US").digits("5100"));
        assertMatchesOnly(all(organization).digits("10001234"));
        assertMatchesOnly(all(organization).digits("083510001234567"));
    }

    private void assertFinds(int times, PhoneNumber number, String digits) {
        List<PhoneNumber> found = storage().list(all(organization).digits(digits));
        assertEquals(times, found.stream().filter(number::equals).count(), () -> digits + " finds " + found);
    }

    @Test
    @DisplayName("K4 a number that both begins and ends with the digits is listed and counted once")
    void listsANumberWithMatchingPrefixAndSuffixOnce() {
        List<PhoneNumber> numbers = add(List.of(
                number(organization, "+12022012022"),
                number(organization, "+12022022022"),
                number(organization, "+12022092000"),
                number(organization, "+12029992022")));
        NumberQuery query = all(organization).digits("2022");
        assertMatchesOnly(query, numbers.toArray(new PhoneNumber[0]));
        for (int i = 0; i < numbers.size(); i++) {
            NumberQuery page = i == 0 ? query : query.after(numbers.get(i - 1).e164());
            assertEquals(numbers.subList(i, i + 1), storage().list(page.limit(1)));
        }
    }

    @Test
    @DisplayName("K4 numbers are counted up to the requested maximum")
    void countStopsAtTheLimit() {
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
}
