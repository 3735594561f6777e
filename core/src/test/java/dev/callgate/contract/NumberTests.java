package dev.callgate.contract;

import static dev.callgate.contract.Fixture.CHANGE;
import static dev.callgate.contract.Fixture.CLOCK;
import static dev.callgate.contract.Fixture.LATER;
import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

    /** Lists up to 5,000 numbers, so that a store that repeats a page fails the test instead of looping forever. */
    List<PhoneNumber> listPages() {
        List<PhoneNumber> all = new ArrayList<>(listAll());
        for (int page = 2; page <= 5 && !all.isEmpty(); page++) {
            E164 last = all.get(all.size() - 1).e164();
            all.addAll(storage().list(all(organization).after(last)));
        }
        return all;
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

    static ImportRow row(long line, String number) {
        return row(line, number, null, null);
    }

    static ImportRow row(long line, String number, String provider, String country) {
        ImportRow row = ImportRow.of(line, "row " + line + " as written", number);
        row = provider == null ? row : row.with(Column.PROVIDER, provider);
        return country == null ? row : row.with(Column.COUNTRY_CODE, country);
    }

    /** Returns the n-th of 2,500 rows; every hundredth row has no number. */
    static ImportRow rowOfMany(int n) {
        return row(n + 1, n % 100 == 99 ? "none " + n : digits(n));
    }

    static List<ImportRow> manyRows() {
        return IntStream.range(0, 2_500).mapToObj(NumberTests::rowOfMany).toList();
    }

    /** Returns the line numbers of {@link #manyRows} that are multiples of {@code step}. */
    static List<Long> everyLine(int step) {
        return LongStream.rangeClosed(1, 2_500)
                .filter(line -> line % step == 0)
                .boxed()
                .toList();
    }

    static void assertReport(long rows, long added, ImportReport report) {
        assertEquals(rows, report.rows());
        assertEquals(added, report.added());
        assertEquals(rows - added, report.rejectedRows());
        assertEquals(
                report.rejectedRows(),
                report.rejected().values().stream().mapToLong(Long::longValue).sum());
    }

    static Map<Reason, Long> countByReason(List<RejectedRow> rejected) {
        Map<Reason, Long> counts = new TreeMap<>();
        rejected.forEach(each -> counts.merge(each.reason(), 1L, Long::sum));
        return counts;
    }

    static PhoneNumber withProperties(PhoneNumber number, String provider, Set<Capability> capabilities) {
        return number.withProvider(provider, number.updatedAt()).withCapabilities(capabilities, number.updatedAt());
    }

    static PhoneNumber withTimes(PhoneNumber number, Instant createdAt, Instant updatedAt) {
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
