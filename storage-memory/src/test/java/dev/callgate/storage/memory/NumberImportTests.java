package dev.callgate.storage.memory;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.contract.Fixture;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.util.List;
import java.util.stream.Stream;

/** Test data of imports of numbers: a store, and an organization whose numbers are imported. */
abstract class NumberImportTests {
    final InMemoryStorage storage = InMemoryStorage.create(CLOCK);
    final OrganizationId organization = newOrganization();

    NumberInventory inventory() {
        return NumberInventory.over(storage).withClock(CLOCK);
    }

    PhoneNumber add(PhoneNumber number) {
        return add(List.of(number)).get(0);
    }

    List<PhoneNumber> add(List<PhoneNumber> numbers) {
        List<PhoneNumber> added = storage.addMissing(numbers.get(0).organization(), numbers, CHANGE);
        assertEquals(numbers.size(), added.size(), () -> "only added: " + added);
        return added;
    }

    List<PhoneNumber> listAll() {
        return storage.list(all(organization));
    }

    List<PhoneNumber> listPages() {
        return Fixture.numbersOf(storage, organization);
    }

    ImportReport importRows(Stream<ImportRow> rows, List<RejectedRow> rejected) {
        return inventory().importRows(organization, rows.iterator(), rejected::add);
    }
}
