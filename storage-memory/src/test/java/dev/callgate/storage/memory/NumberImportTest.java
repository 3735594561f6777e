package dev.callgate.storage.memory;

import static dev.callgate.contract.Fixture.LATER_CHANGE;
import static dev.callgate.contract.Fixture.NOW;
import static dev.callgate.contract.Fixture.all;
import static dev.callgate.contract.Fixture.digits;
import static dev.callgate.contract.Fixture.digitsOf;
import static dev.callgate.contract.Fixture.newOrganization;
import static dev.callgate.contract.Fixture.number;
import static dev.callgate.contract.Fixture.numbers;
import static dev.callgate.contract.Fixture.withProperties;
import static dev.callgate.contract.Fixture.withTimes;
import static dev.callgate.contract.NumberRows.assertReport;
import static dev.callgate.contract.NumberRows.countByReason;
import static dev.callgate.contract.NumberRows.manyRows;
import static dev.callgate.contract.NumberRows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.Capability;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An import of numbers reports each row, and what each column says lands with the number. */
class NumberImportTest extends NumberImportTests {
    private final OrganizationId stranger = newOrganization();

    private PhoneNumber deleted(PhoneNumber number) {
        storage.delete(organization, number.id(), LATER_CHANGE);
        return number;
    }

    @Test
    @DisplayName("K3 good rows land; each bad row is reported with its line, its text and its reason, in order")
    void reportsEachInvalidRow() {
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
    void messagesNameTheInvalidValue() {
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
    @DisplayName("K3 an import of nothing reports nothing")
    void emptyImportReportsNothing() {
        List<RejectedRow> rejected = new ArrayList<>();
        assertReport(0, 0, importRows(Stream.of(), rejected));
        assertEquals(List.of(), rejected);
    }

    @Test
    @DisplayName("K3 an import brings a deleted number back under its old ID")
    void restoresADeletedNumber() {
        PhoneNumber number = deleted(add(number(organization, 1)));
        assertReport(1, 1, importRows(Stream.of(row(1, digits(1))), new ArrayList<>()));
        assertEquals(number.id(), listAll().get(0).id());
    }

    @Test
    @DisplayName("K1 an import takes no notice of what another organization has")
    void ignoresOtherOrganizations() {
        PhoneNumber theirs = add(number(stranger, 1));
        assertReport(1, 1, importRows(Stream.of(row(1, digits(1))), new ArrayList<>()));
        assertEquals(List.of(theirs), storage.list(all(stranger)));
    }

    @Test
    @DisplayName("K3 a dry run says what the import will say, and changes nothing")
    void dryRunChangesNothing() {
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
    @DisplayName("K3 numbers may have the national form of the country that their row, or the import, names")
    void readsNationalForms() {
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
    void importsAllColumns() {
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
    void reportsEachInvalidValue() {
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
    void readsEachColumnOnItsOwn() {
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
    @DisplayName(
            "K3 a dry run takes a number that was deleted, or that another organization has, for one that is missing")
    void dryRunConsultsTheInventory() {
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
}
