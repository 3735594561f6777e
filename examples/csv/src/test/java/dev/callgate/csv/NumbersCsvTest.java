package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.TimeOrderedId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersCsvTest {
    private final Acme acme = new Acme();

    private static List<ImportRow> read(String csv) {
        List<ImportRow> all = new ArrayList<>();
        try (CsvRows<ImportRow> rows = NumbersCsv.read(Acme.bytes(csv))) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    private static ImportRow row(long line, String text) {
        Map<Column, String> values =
                Map.of(Column.PHONE_NUMBER, "+12025550123", Column.PROVIDER, "telnyx", Column.COUNTRY_CODE, "US");
        return new ImportRow(line, text, values, null);
    }

    @Test
    @DisplayName("K3 without a header, the columns are number, provider and country")
    void readsRowsWithoutAHeader() {
        assertEquals(
                List.of(
                        row(1, "+12025550123,telnyx,US"),
                        ImportRow.of(2, "+12025550124", "+12025550124"),
                        new ImportRow(3, ",telnyx", Map.of(Column.PROVIDER, "telnyx"), null)),
                read("+12025550123,telnyx,US\n+12025550124\n,telnyx\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone_number,provider,country_code",
                "\"Number\",Carrier,Country",
                "phone,PROVIDER,country",
                "Phone Number,provider,Country-Code",
                "E164,carrier,countrycode",
                "\uFEFFphoneNumber,provider,country_code",
            })
    @DisplayName("K3 headers name the columns by any of their names")
    void readsRowsBelowAHeader(String header) {
        assertEquals(List.of(row(2, "+12025550123,telnyx,US")), read(header + "\r\n+12025550123,telnyx,US\r\n"));
    }

    @Test
    @DisplayName("K3 all columns are read, in any order, and others are ignored")
    void readsAllColumns() {
        List<ImportRow> rows = read(
                "updated_at;created_at;assigned_to;quarantined_until;status;capabilities;country;provider;phone\n"
                        + "2026-01-02T00:00:00Z;2026-01-01T00:00:00Z;agent-7;2026-03-09;inactive;voice sms;US;telnyx;+12025550123\n");
        Map<Column, String> values = Map.of(
                Column.PHONE_NUMBER, "+12025550123",
                Column.PROVIDER, "telnyx",
                Column.COUNTRY_CODE, "US",
                Column.CAPABILITIES, "voice sms",
                Column.STATUS, "inactive",
                Column.QUARANTINED_UNTIL, "2026-03-09",
                Column.CREATED_AT, "2026-01-01T00:00:00Z",
                Column.UPDATED_AT, "2026-01-02T00:00:00Z");
        assertEquals(List.of(values), rows.stream().map(ImportRow::values).toList());
    }

    @Test
    @DisplayName("K3 a row that cannot be taken apart has its line, its text and its problem")
    void reportsUnreadableRows() {
        assertEquals(
                List.of(
                        ImportRow.unreadable(
                                1, "+12025550123,\"telnyx", "a quote is opened but not closed on the same line"),
                        row(2, "+12025550123,telnyx,US")),
                read("+12025550123,\"telnyx\n+12025550123,telnyx,US"));
    }

    @Test
    @DisplayName("K3 a header without a number is refused by its text")
    void rejectsAHeaderWithoutNumber() {
        CsvException refused =
                assertThrows(CsvException.class, () -> acme.importNumbers("provider,country\ntelnyx,US\n"));
        assertTrue(
                refused.getMessage().contains("\"provider,country\" has no column named phone_number"),
                refused::getMessage);
    }

    @Test
    @DisplayName("K3 of a file with all kinds of faults, every good row is added and every bad one reported")
    void importsValidRows() {
        String csv = "phone_number,provider,country_code\r\n"
                + "+12025550123,telnyx,US\r\n"
                + "1202555O124,telnyx,US\r\n"
                + "\r\n"
                + "+14165550123,\"telnyx,US\r\n"
                + "+14165550123,telnyx,US\r\n"
                + "+12025550123,again,US\r\n"
                + "+12025550125,a,b,c\r\n"
                + "\0\u0001\u0002,\uFFFE\r\n"
                + "+12025550126,\"O\"\"Reilly; Söhne\",US\r\n";
        assertEquals(2, acme.importNumbers(csv).added());
        assertEquals(
                List.of("telnyx", "O\"Reilly; Söhne"),
                acme.numbers().stream().map(PhoneNumber::provider).toList());
        assertEquals(
                Map.of(
                        3L, Reason.MALFORMED,
                        5L, Reason.MALFORMED,
                        6L, Reason.INVALID_FOR_COUNTRY,
                        7L, Reason.DUPLICATE_IN_FILE,
                        8L, Reason.MALFORMED,
                        9L, Reason.MALFORMED),
                acme.rejections.stream().collect(Collectors.toMap(RejectedRow::line, RejectedRow::reason)));
        assertEquals("␀␁␂,\uFFFE", acme.rejections.get(5).text());
    }

    @Test
    @DisplayName("K3 a file of numbers and their status says the status")
    void readsAnySubsetOfColumns() {
        acme.importNumbers("phone_number,status\n+12025550123,inactive\n");
        assertEquals(NumberStatus.INACTIVE, acme.numbers().get(0).status());
    }

    private PhoneNumber number(String e164, String provider, Set<Capability> capabilities) {
        return new PhoneNumber(
                TimeOrderedId.at(Acme.NOW),
                acme.organization,
                E164.of(e164),
                provider,
                E164.of(e164).region(),
                capabilities,
                NumberStatus.INACTIVE,
                LocalDate.of(2026, 3, 9),
                LocalDate.of(2019, 5, 1),
                new AgentId("=7"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Acme.NOW);
    }

    @Test
    @DisplayName("an export has all columns, and the agent for information")
    void writesAllColumns() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NumbersCsv.write(
                Stream.of(
                        number("+12025550123", "=1+1, \"Söhne\"", Set.of(Capability.SMS, Capability.VOICE)),
                        number("+80012345678", "two\r\nlines", Set.of())),
                out);
        assertEquals("""
                phone_number,provider,country_code,capabilities,status,quarantined_until,created_at,updated_at,in_service_since,assigned_to\r
                +12025550123,"'=1+1, ""Söhne""\",US,voice sms,inactive,2026-03-09,2026-01-01T00:00:00Z,2026-03-02T15:00:00.123456Z,2019-05-01,'=7\r
                +80012345678,two  lines,001,none,inactive,2026-03-09,2026-01-01T00:00:00Z,2026-03-02T15:00:00.123456Z,2019-05-01,'=7\r
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void propagatesExceptions() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        assertThrows(UncheckedIOException.class, () -> NumbersCsv.write(Stream.of(), full));
    }
}
