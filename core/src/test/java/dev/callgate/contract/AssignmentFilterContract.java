package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Filters of numbers work with assigned and unassigned numbers. */
@Needs({Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class AssignmentFilterContract extends AssignmentTests {
    @Test
    @DisplayName("K4 every combination of filters lists and counts the matching numbers, page by page and in order")
    void filtersSelectMatchingAssignments() {
        List<PhoneNumber> inventory = inventoryOf(RandomInventory.numbers(organization, 300, new Random(7)));
        int notEmpty = 0;
        for (NumberQuery base : RandomInventory.queries(organization, inventory).toList()) {
            List<PhoneNumber> kept = inventory.stream().filter(base::keeps).toList();
            for (NumberQuery query : RandomInventory.filteredQueries(base).toList()) {
                List<PhoneNumber> expected = kept.stream()
                        .filter(each -> withoutCountryAndDigits(query).keeps(each))
                        .toList();
                // Two pages; the position of the boundary differs between queries.
                assertEquals(expected, paged(query, expected.size() * 3 / 5 + 1), query::toString);
                assertEquals(expected.size(), storage().count(query, Long.MAX_VALUE), query::toString);
                notEmpty += expected.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(notEmpty > 60, notEmpty + " queries found something");
    }

    /** Returns the filters that {@code kept} does not apply yet. */
    private static NumberQuery withoutCountryAndDigits(NumberQuery query) {
        return new NumberQuery(
                query.organization(),
                query.status(),
                query.assigned(),
                query.provider(),
                null,
                null,
                null,
                query.limit());
    }

    @Test
    @DisplayName("K4 filters by digits match the right numbers on pages of one")
    void digitFiltersSelectMatchingAssignmentsOnPagesOfOne() {
        List<PhoneNumber> inventory = inventoryOf(RandomInventory.numbers(organization, 60, new Random(8)));
        List<String> all = RandomInventory.digits(inventory);
        for (String digits : all) {
            NumberQuery query = all(organization).digits(digits);
            List<PhoneNumber> expected = inventory.stream().filter(query::keeps).toList();
            assertEquals(expected, paged(query, 1), digits);
            assertEquals(digits.equals(all.get(all.size() - 1)), expected.isEmpty(), digits);
        }
    }

    /** Adds the numbers, assigns some and deletes others; returns the remaining ones in order. */
    private List<PhoneNumber> inventoryOf(List<PhoneNumber> wanted) {
        assertEquals(
                wanted.size(),
                storage().addMissing(organization, wanted, CHANGE).size());
        administration().distribute(everyNth(3, 0, wanted), List.of(ANNA, BERT), TERMS);
        List<PhoneNumber> deleted = everyNth(12, 1, wanted);
        deleted.forEach(each -> storage().delete(organization, each.id(), CHANGE));
        List<PhoneNumber> left = Stream.concat(wanted.stream(), Stream.of(number))
                .filter(each -> !deleted.contains(each))
                .map(this::stored)
                .sorted(Comparator.comparing(PhoneNumber::e164))
                .toList();
        add(number(stranger, wanted.get(0).e164().toString()));
        return left;
    }

    private static List<PhoneNumber> everyNth(int step, int first, List<PhoneNumber> numbers) {
        return IntStream.range(0, numbers.size())
                .filter(n -> n % step == first)
                .mapToObj(numbers::get)
                .toList();
    }

    private List<PhoneNumber> paged(NumberQuery query, int limit) {
        List<PhoneNumber> page = storage().list(query.limit(limit));
        List<PhoneNumber> all = new ArrayList<>(page);
        while (page.size() == limit && all.size() < 1_000) {
            page = storage()
                    .list(query.limit(limit).after(page.get(page.size() - 1).e164()));
            all.addAll(page);
        }
        return all;
    }

    @Test
    @DisplayName("K4 if nothing is assigned, nothing is listed")
    void listsNothingWithoutAssignments() {
        assertEquals(List.of(), assignmentsIn(organization));
        assertEquals(List.of(), storage().assignmentsOf(organization, ANNA));
        assertEquals(List.of(), assignmentsIn(stranger));
        assertEquals(List.of(), storage().assignmentsOf(stranger, ANNA));
    }

    @Test
    @DisplayName("K4 the administration lists the same as the store")
    void assignmentsListWhatTheStoreLists() {
        Assignments assignments = Assignments.over(storage()).withClock(CLOCK);
        Assignment assigned = assignments.assign(number, ANNA, TERMS);
        assertEquals(NOW, assigned.createdAt());
        assertEquals(List.of(assigned), assignments.stream(organization).toList());
        Assignment changed = assignments.changeTerms(number, OTHER_TERMS);
        assertEquals(List.of(changed), assignments.list(organization, ANNA));
        assertEquals(changed, assignments.unassign(number));
        assertEquals(List.of(), assignments.stream(organization).toList());
    }
}
