package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.admin.ImportRow.Column;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedNumberTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final ImportRow ROW = ImportRow.of(1, "as written", "+12025550123");

    private static PhoneNumber understood(ImportRow row) {
        return new ImportedNumber(ORGANIZATION, null, NOW).parse(row);
    }

    @Test
    void rowWithOnlyANumberGetsDefaults() {
        PhoneNumber plain = understood(ROW);
        assertEquals("+12025550123", plain.e164().toString());
        assertEquals("US", plain.country());
        assertNull(plain.provider());
        assertEquals(Set.of(Capability.VOICE), plain.capabilities());
        assertEquals(NumberStatus.ACTIVE, plain.status());
        assertNull(plain.quarantinedUntil());
        assertNull(plain.assignedTo());
        assertEquals(NOW, plain.createdAt());
        assertEquals(NOW, plain.updatedAt());
    }

    @Test
    @DisplayName("K3 a column that is blank says nothing")
    void blankColumnsAreIgnored() {
        ImportRow blank = ROW;
        for (Column column : Column.values()) {
            blank = column == Column.PHONE_NUMBER ? blank : blank.with(column, " \t");
        }
        PhoneNumber plain = understood(ROW);
        assertEquals(plain, understood(blank).withId(plain.id()));
    }

    @Test
    @DisplayName("K3 all columns of a row count")
    void readsAllColumns() {
        PhoneNumber number = understood(ROW.with(Column.PROVIDER, " telnyx ")
                .with(Column.COUNTRY_CODE, "us")
                .with(Column.CAPABILITIES, "sms")
                .with(Column.STATUS, "inactive")
                .with(Column.QUARANTINED_UNTIL, "2026-04-01")
                .with(Column.CREATED_AT, "2025-01-01T00:00:00Z")
                .with(Column.UPDATED_AT, "2026-03-02T15:00:00.123456Z"));
        assertEquals(
                new PhoneNumber(
                        number.id(),
                        ORGANIZATION,
                        E164.of("+12025550123"),
                        "telnyx",
                        "US",
                        Set.of(Capability.SMS),
                        NumberStatus.INACTIVE,
                        LocalDate.of(2026, 4, 1),
                        null,
                        Instant.parse("2025-01-01T00:00:00Z"),
                        NOW),
                number);
    }

    @Test
    @DisplayName("K3 a column counts also where the row says nothing else of the number")
    void readsEachColumnOnItsOwn() {
        assertEquals(
                NumberStatus.INACTIVE,
                understood(ROW.with(Column.STATUS, "inactive")).status());
        assertEquals(
                Set.of(Capability.FAX),
                understood(ROW.with(Column.CAPABILITIES, "fax")).capabilities());
        assertEquals(
                LocalDate.of(2026, 4, 1),
                understood(ROW.with(Column.QUARANTINED_UNTIL, "2026-04-01")).quarantinedUntil());
        assertEquals(
                LocalDate.of(2019, 5, 1),
                understood(ROW.with(Column.IN_SERVICE_SINCE, "2019-05-01")).inServiceSince());
        assertEquals(
                Instant.EPOCH,
                understood(ROW.with(Column.CREATED_AT, "1970-01-01T00:00:00Z")).createdAt());
        assertEquals(
                Instant.EPOCH,
                understood(ROW.with(Column.UPDATED_AT, "1970-01-01T00:00:00Z")).updatedAt());
        assertEquals(
                NumberStatus.INACTIVE,
                understood(ROW.with(Column.STATUS, "inactive").with(Column.PROVIDER, "telnyx"))
                        .status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    voice           | VOICE
                    Voice SMS       | VOICE SMS
                    sms;voice       | VOICE SMS
                    MMS, fax        | MMS FAX
                    sms;;mms  sms   | SMS MMS
                    voice ; sms,fax | VOICE SMS FAX""")
    void readsCapabilitiesInAnyCaseAndOrder(String text, String expected) {
        Set<Capability> all =
                Arrays.stream(expected.split(" ")).map(Capability::valueOf).collect(Collectors.toSet());
        assertEquals(all, understood(withAll(Column.CAPABILITIES, text)).capabilities());
    }

    @ParameterizedTest
    @CsvSource({
        "active, ACTIVE",
        "INACTIVE, INACTIVE",
        "Inactive, INACTIVE",
        "enabled, ACTIVE",
        "Disabled, INACTIVE",
        "DEACTIVATED, INACTIVE",
        "in-use, ACTIVE",
        "In Use, ACTIVE",
        "\u200Binactive\u00A0, INACTIVE",
        "in\u00ADactive, INACTIVE"
    })
    void readsAStatusInAnyCase(String text, NumberStatus expected) {
        assertEquals(expected, understood(withAll(Column.STATUS, text)).status());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    US                       | US
                    us                       | US
                    USA                      | US
                    usa                      | US
                    United States            | US
                    united states            | US
                    The United States        | US
                    United States of America | US
                    U.S.A.                   | US
                    U.S.                     | US
                    `United\u00A0States`     | US
                    `\u200EUS\u200E`         | US""")
    @DisplayName("K3 a country is a code of two or three letters, or a name in English")
    void readsCountries(String cell, String country) {
        assertEquals(country, understood(ROW.with(Column.COUNTRY_CODE, cell)).country());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    030 23125000    | Germany           | +493023125000
                    030 23125000    | DEU               | +493023125000
                    020 7946 0123   | United Kingdom    | +442079460123
                    020 7946 0123   | Great Britain     | +442079460123
                    04 331 2345     | UAE               | +97143312345
                    222 123 456     | Czech Republic    | +420222123456
                    +225 01 23 45 67 89 | Côte d’Ivoire | +2250123456789
                    +225 01 23 45 67 89 | CIV         | +2250123456789
                    +80012345678    | 001               | +80012345678""")
    @DisplayName("K3 a number is read in the form of the country that its row names")
    void readsNationalForms(String cell, String country, String expected) {
        ImportRow row = ImportRow.of(1, "as written", cell).with(Column.COUNTRY_CODE, country);
        assertEquals(expected, understood(row).e164().toString());
    }

    @Test
    @DisplayName("K3 a provider's cell that goes on over lines is one line")
    void joinsTheLinesOfAProvider() {
        assertEquals(
                "Acme Telecom",
                understood(ROW.with(Column.PROVIDER, "Acme \r\n Telecom\n")).provider());
    }

    /** The row with each column filled in, one of them by this text. */
    private static ImportRow withAll(Column column, String text) {
        return ROW.with(Column.PROVIDER, "telnyx")
                .with(Column.COUNTRY_CODE, "US")
                .with(Column.CAPABILITIES, "voice")
                .with(Column.STATUS, "active")
                .with(Column.QUARANTINED_UNTIL, "2026-04-01")
                .with(Column.CREATED_AT, "2026-03-02T15:00:00Z")
                .with(Column.UPDATED_AT, "2026-03-02T15:00:00Z")
                .with(column, text);
    }

    @ParameterizedTest
    @CsvSource({
        "CAPABILITIES, voice telepathy, telepathy",
        "CAPABILITIES, voice/sms, voice/sms",
        "STATUS, resting, resting",
        "STATUS, active inactive, active inactive",
        "STATUS, 0, 0",
        "QUARANTINED_UNTIL, 1 April 2026, 1 April 2026",
        "QUARANTINED_UNTIL, 01.04.2026, 01.04.2026",
        "QUARANTINED_UNTIL, 2026-02-30, 2026-02-30",
        "QUARANTINED_UNTIL, 2026-04-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "CREATED_AT, 2026-03-01, 2026-03-01",
        "IN_SERVICE_SINCE, 2019, 2019",
        "IN_SERVICE_SINCE, 05/01/2019, 05/01/2019",
        "IN_SERVICE_SINCE, 2019-02-29, 2019-02-29",
        "CREATED_AT, yesterday, yesterday",
        "CREATED_AT, 2026-03-01T25:00:00Z, 2026-03-01T25:00:00Z",
        "CREATED_AT, 2026-03-02T15:00:00.123457Z, 2026-03-02T15:00:00.123457Z",
        "UPDATED_AT, 1772463600, 1772463600",
        "UPDATED_AT, 2026-03-02T15:00:00, 2026-03-02T15:00:00",
        "UPDATED_AT, 2999-01-01T00:00:00Z, 2999-01-01T00:00:00Z",
        "COUNTRY_CODE, Narnia, Narnia",
        "COUNTRY_CODE, +1, +1",
        "COUNTRY_CODE, 44, 44",
        "COUNTRY_CODE, UK, UK",
        "COUNTRY_CODE, XK1, XK1",
        "COUNTRY_CODE, US CA, US CA",
        "COUNTRY_CODE, Nar\u200Bnia\u2003!, Narnia !",
        "STATUS, maybe, maybe",
        "STATUS, y, y",
        "STATUS, true, true",
        "STATUS, ported_out, ported_out",
        "STATUS, act\u0007ive, act<U+0007>ive",
        "CAPABILITIES, v\u0007ice, v<U+0007>ice",
        "PROVIDER, tel\u0001nyx, tel<U+0001>nyx"
    })
    @DisplayName("K3 what cannot be is refused, and named")
    void rejectsImpossibleValues(Column column, String text, String named) {
        IllegalArgumentException refused = assertThrowsNaming(
                IllegalArgumentException.class, () -> understood(withAll(column, text)), "\"" + named + "\"");
        assertFalse(refused instanceof InvalidNumberException, refused::toString);
        assertThrowsNaming(IllegalArgumentException.class, () -> understood(ROW.with(column, text)), named);
    }

    @Test
    @DisplayName("K3 a row that could not be taken apart is refused for its problem")
    void rejectsUnreadableRows() {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> understood(ImportRow.unreadable(1, "\"open", "a quote is not closed")),
                "a quote is not closed");
    }
}
