package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.Fixture.withProperties;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.model.Capability;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Test data of the contracts of numbers: an organization, another organization, and numbers to add. */
@Timeout(600)
abstract class NumberTests extends ContractTests {
    static final int RUNNERS = 16;

    final OrganizationId organization = newOrganization();
    final OrganizationId stranger = newOrganization();

    NumberInventory inventory() {
        return NumberInventory.over(storage()).withClock(CLOCK);
    }

    PhoneNumber add(PhoneNumber number) {
        return add(List.of(number)).get(0);
    }

    List<PhoneNumber> add(List<PhoneNumber> numbers) {
        List<PhoneNumber> added = storage().addMissing(numbers.get(0).organization(), numbers, CHANGE);
        assertEquals(numbers.size(), added.size(), () -> "only added: " + added);
        return added;
    }

    List<PhoneNumber> listAll() {
        return storage().list(all(organization));
    }

    List<PhoneNumber> listPages() {
        return Fixture.numbersOf(storage(), organization);
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

    PhoneNumber deactivate(PhoneNumber number) {
        return storage()
                .update(organization, number.id(), any -> any.withStatus(NumberStatus.INACTIVE, LATER), LATER_CHANGE);
    }

    PhoneNumber deleted(PhoneNumber number) {
        storage().delete(organization, number.id(), LATER_CHANGE);
        return number;
    }

    ImportReport importRows(Stream<ImportRow> rows, List<RejectedRow> rejected) {
        return inventory().importRows(organization, rows.iterator(), rejected::add);
    }
}
