package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as other programs write them, and as people change them: what lands, and what is said of the rest. */
class ForeignFilesTest {
    private static final String INACTIVE = "+12025550123 inactive";
    private static final String BOTH = "+12025550123 inactive, +12025550124 active";

    private final Acme acme = new Acme();

    private String imported(byte[] file) {
        ImportOptions options = ImportOptions.defaults().withDefaultCountry("US");
        try (CsvRows<ImportRow> rows = NumbersCsv.read(new ByteArrayInputStream(file))) {
            acme.inventory.importRows(acme.organization, rows, acme.rejections::add, options);
        }
        return String.join(
                ", ", acme.numbers().stream().map(ForeignFilesTest::shown).toList());
    }

    private String imported(String file) {
        return imported(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(PhoneNumber number) {
        return number.e164() + " " + number.status().name().toLowerCase(Locale.ROOT)
                + (number.provider() == null ? "" : " " + number.provider());
    }

    private List<String> rejected() {
        return acme.rejections.stream()
                .map(row -> row.line() + " " + row.message())
                .toList();
    }

    static Stream<Arguments> validFiles() {
        String rows = "+12025550123;inactive\n+12025550124;active\n";
        return Stream.of(
                arguments("a declared separator", "sep=;\nphone_number;status\n" + rows, BOTH),
                arguments("a declared separator in quotes", "\"sep=;\"\nphone_number;status\n" + rows, BOTH),
                arguments("a declared separator in capitals", "SEP=;\r\nphone_number;status\r\n" + rows, BOTH),
                arguments("a declared separator behind a mark", "\uFEFFsep=;\nphone_number;status\n" + rows, BOTH),
                arguments("a declared separator, saved once more", "sep=;;\nphone_number;status\n" + rows, BOTH),
                arguments("a declared tab", "sep=\t\nphone_number\tstatus\n" + rows.replace(';', '\t'), BOTH),
                arguments("a declared comma", "sep=,\nphone_number,status\n" + rows.replace(';', ','), BOTH),
                arguments(
                        "a declared separator without a header",
                        "sep=;\n+12025550123;a,b;US\n",
                        "+12025550123 active a,b"),
                arguments("tabs", "phone_number\tstatus\n" + rows.replace(';', '\t'), BOTH),
                arguments("vertical bars", "phone_number|status\n" + rows.replace(';', '|'), BOTH),
                arguments("vertical bars without a header", "+12025550123|telnyx|US\n", "+12025550123 active telnyx"),
                arguments("a title", "Numbers of March\nphone_number;status\n" + rows, BOTH),
                arguments("a title with another separator", "Numbers, of March\n\nphone_number;status\n" + rows, BOTH),
                arguments("a title with a date", "Exported 2026-03-02 15:00\nphone_number;status\n" + rows, BOTH),
                arguments("a title that is a date", "2026-03-02\nphone_number;status\n" + rows, BOTH),
                arguments(
                        "a title with a number within", "Support: +1 202 555 0100\nphone_number;status\n" + rows, BOTH),
                arguments("titles in cells", "Country;US\nProvider;telnyx\n;\nphone_number;status\n" + rows, BOTH),
                arguments("19 titles", "title\n\n".repeat(19) + "phone_number;status\n" + rows, BOTH),
                arguments("an apostrophe in a title", "Ann's \"list\n\nphone_number;status\n" + rows, BOTH),
                arguments(
                        "a column of a day",
                        "phone_number;calls on 2026-03-02;status\n+12025550123;7;inactive\n",
                        INACTIVE),
                arguments(
                        "a header over lines",
                        "\"Phone\nNumber\";\"Status\n(today)\";Status\n+12025550123;x;inactive\n",
                        INACTIVE),
                arguments(
                        "a remark over lines",
                        "phone_number;remark;status\n+12025550123;\"a\n\nb;c\n\"\"d\"\"\";inactive\n",
                        INACTIVE),
                arguments(
                        "a remark with an address",
                        "phone_number;status;address\n+12025550123;inactive;\"Suite 5\n12, Main St\nNew York\n10001\"\n",
                        INACTIVE),
                arguments(
                        "a provider over lines",
                        "+12025550123,\"Acme\r\nTelecom\",US\r\n",
                        "+12025550123 active Acme Telecom"),
                arguments(
                        "a name over lines in front",
                        "name,phone_number,status\n\"Ann\nLee\",+12025550123,inactive\n",
                        INACTIVE),
                arguments("a formula of a text", "phone_number,status\n=\"+12025550123\",=\"inactive\"\n", INACTIVE),
                arguments(
                        "a formula of a text in quotes",
                        "phone_number,status\n\"=\"\"+12025550123\"\"\",inactive\n",
                        INACTIVE),
                arguments("an exponent", "phone_number,status\n1.2025550123E+10,inactive\n", INACTIVE),
                arguments("an exponent with a comma", "phone_number;status\n1,2025550123E+10;inactive\n", INACTIVE),
                arguments("a tel URI", "phone_number,status\ntel:+1-202-555-0123,inactive\n", INACTIVE),
                arguments("an apostrophe", "phone_number,status\n'+12025550123,inactive\n", INACTIVE),
                arguments("a prefix for calls abroad", "phone_number,status\n011 1 202 555 0123,inactive\n", INACTIVE),
                arguments(
                        "no-break spaces",
                        "+1\u00A0202\u00A0555\u00A00123\u00A0,\u00A0Acme\u00A0Telecom\u00A0,\u00A0US\u00A0\n",
                        "+12025550123 active Acme Telecom"),
                arguments(
                        "marks of direction",
                        "phone_number,status\n\u202A+12025550123\u202C,\u200Einactive\u200F\n",
                        INACTIVE),
                arguments(
                        "unseen characters in a header",
                        "\u200Bphone\u00A0number\u200B,\u202Astatus\u202C\n+12025550123,inactive\n",
                        INACTIVE),
                arguments("a header in full width", "Ｐｈｏｎｅ　Ｎｕｍｂｅｒ,Ｓｔａｔｕｓ\n+12025550123,inactive\n", INACTIVE),
                arguments("two byte order marks", "\uFEFF\uFEFFphone_number;status\n" + rows, BOTH),
                arguments(
                        "a byte order mark within",
                        "phone_number;status\n+12025550123;inactive\n\uFEFF\"+12025550124\";active\n",
                        BOTH),
                arguments(
                        "separators at the ends", "phone_number;status;;;\n+12025550123;inactive;;;\n;;;;\n", INACTIVE),
                arguments("lines of separators", ";;\nphone_number;status\n;\n" + rows + ";\n;;;\n", BOTH),
                arguments("lines of spaces", "\u00A0\nphone_number;status\n\u2003\u200B\n" + rows, BOTH),
                arguments("a short row", "phone_number;status;remark\n+12025550123;inactive\n+12025550124\n", BOTH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("validFiles")
    @DisplayName("K3 a file that other programs or people have written is imported whole, each column in its place")
    void importsAllRows(String what, String file, String expected) {
        assertEquals(expected, imported(file));
        assertEquals(List.of(), rejected());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    Twilio's command line     ! SID\tPhone Number\tFriendly Name                          ! PN123\t+12025550123\tMain line
                    Twilio's API              ! sid,friendly_name,phone_number,status                  ! PN123,(202) 555-0123,+12025550123,in-use
                    Twilio's API, older       ! Sid,FriendlyName,PhoneNumber                           ! PN123,(202) 555-0123,+12025550123
                    Telnyx, version 2         ! id,phone_number,status,connection_name,created_at      ! 1293,+12025550123,active,trunk,2019-10-23T18:10:00.000Z
                    Telnyx, version 1         ! id,connection_id,number_val_e164                       ! 1293,77,+12025550123
                    VICIdial's inbound numbers! did_id,did_pattern,did_description,did_active,phone    ! 7,12025550123,main,Y,cc100
                    VICIdial's leads          ! list_id,phone_code,phone_number,first_name             ! 101,1,2025550123,Ann
                    Google Contacts           ! First Name,Last Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value ! Ann,Lee,Mobile,+1 202-555-0123,,
                    Google Contacts, older    ! Name,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value ! Ann Lee,,,Work,+1 202-555-0123
                    Outlook                   ! First Name,Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,Pager,Primary Phone ! Ann,+12025550199,,,,(202) 555-0123,,
                    Outlook, the same twice   ! First Name,Business Phone,Mobile Phone,Primary Phone   ! Ann,,(202) 555-0123,(202) 555-0123
                    a contact's one number    ! Name,Mobile                                            ! Ann,202-555-0123
                    a list of numbers         ! #,Phone No.,Carrier?                                   ! 1,+12025550123,
                    a list with codes         ! Dial Code;Phone                                        ! +1;202 555 0123
                    a list with both          ! phone_code,phone_number                                ! 1,+12025550123
                    a list of caller ids      ! Caller ID,Active                                       ! +12025550123,yes""")
    @DisplayName("K3 the columns of providers', dialers' and contact programs' lists are known by their names")
    void recognizesColumnsOfOtherPrograms(String what, String header, String row) {
        assertTrue(imported(header + "\r\n" + row + "\r\n").startsWith("+12025550123 active"), rejected()::toString);
        assertEquals(List.of(), rejected());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    two numbers of a contact  ! Name,Mobile Phone,Business Phone  ! Ann,+12025550123,+12025550124 ! the row has more than one phone_number, in the columns "Mobile Phone" and "Business Phone"
                    two numbers in a cell     ! Name,Phone 1 - Value              ! Ann,+12025550123 ::: +12025550124 ! is not a valid number
                    a fax only                ! Name,Mobile Phone,Home Fax        ! Ann,,+12025550123                 ! is not a valid number
                    another country's code    ! phone_code,phone_number           ! 44,+12025550123                   ! "+12025550123" does not begin with the calling code 44
                    no calling code           ! phone_code,phone_number           ! USA,2025550123                    ! "USA" is not a calling code
                    the code of another       ! phone_code,phone_number           ! 44,2025550123                     ! is not a valid number
                    a country by its code     ! country_code,phone_number         ! +1,2025550123                     ! "+1" is a calling code
                    a state                   ! country,phone_number              ! Oregon,2025550123                 ! unknown country "Oregon"
                    another country's name    ! country,phone_number              ! Canada,+12025550123               ! belongs to US, not to CA
                    an unknown status         ! phone_number,status               ! +12025550123,NEW                  ! "NEW" is not a status
                    a status of a port        ! phone_number,status               ! +12025550123,port_pending         ! "port_pending" is not a status
                    an unknown answer         ! phone_number,did_active           ! +12025550123,maybe                ! "maybe" is not a status
                    a contradiction           ! phone_number,status,active        ! +12025550123,active,N             ! the status "active" contradicts the value "N" of the active column
                    an extension in a URI     ! phone_number,status               ! tel:+12025550123;ext=5,inactive   ! ;ext=5
                    digits that were lost     ! phone_number,status               ! 1.20256E+10,inactive              ! a spreadsheet rounded it
                    a zero that may be lost   ! phone_number,status               ! 1.202555012E+10,inactive          ! a spreadsheet rounded it
                    a comma that separates    ! phone_number,status               ! 1,2025550123E+10,inactive         ! 3 cells for 2 columns
                    more cells than columns   ! phone_number,status               ! +12025550123,telnyx,inactive      ! 3 cells for 2 columns
                    a formula that is open    ! phone_number,status               ! ="+12025550123,inactive           ! a cell begins with =" but does not end with a closing quote
                    a formula that calculates ! phone_number,status               ! =12025550123+0,inactive           ! is not a valid number
                    the header once more      ! phone_number,status               ! phone_number,status               ! the header is repeated""")
    @DisplayName("K3 what cannot be known of a row is not guessed: it is rejected for its true reason")
    void rejectsRows(String what, String header, String row, String reason) {
        String numbers = imported(header + "\n" + row + "\n");
        assertEquals("", numbers);
        assertEquals(1, acme.rejections.size());
        assertEquals(2, acme.rejections.get(0).line());
        assertEquals(row, acme.rejections.get(0).text());
        assertTrue(acme.rejections.get(0).message().contains(reason), rejected()::toString);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    unknown columns           ! Rufnummer;Zustand\\n+12025550123;inactive         ! "Rufnummer;Zustand" in line 1 is neither a row nor a header with known column names (phone_number
                    unknown columns, turned   ! Zustand,Rufnummer\\ninactive,+12025550123         ! "Zustand,Rufnummer" in line 1
                    unknown, below a title    ! March\\n\\nRufnummer,Zustand\\n+12025550123,inactive ! "Rufnummer,Zustand" in line 3
                    no number                 ! provider,status\\ntelnyx,inactive                 ! the header "provider,status" has no column named phone_number
                    no number, below a title  ! March\\nprovider,status\\n+12025550123,inactive   ! the header "provider,status" has no column named phone_number
                    two numbers               ! phone_number,Phone Number,status\\n+12025550123,+12025550124,inactive ! has several columns named phone_number
                    two statuses              ! phone_number,status,Status\\n+12025550123,active,inactive ! has several columns named status
                    a number above            ! +12025550123,inactive\\nphone_number,status\\n+12025550124,active ! line 1 ("+12025550123,inactive") contains a number above the header in line 2
                    an open header            ! phone_number,"status\\n+12025550123,inactive      ! cannot parse the header "phone_number,"status"
                    another separator         ! sep=;\\nphone_number,status\\n+12025550123,inactive ! the header "phone_number,status" is separated by ",", but the first line declares ";"
                    a separator that is none  ! sep=x\\nphone_numberxstatus\\n+12025550123xinactive ! "sep=x" does not name a supported separator
                    no separator              ! sep=\\nphone_number,status\\n+12025550123,inactive ! "sep=" does not name a supported separator""")
    @DisplayName("K3 a file whose columns cannot be known is refused for its true reason, and nothing of it lands")
    void rejectsFiles(String what, String file, String reason) {
        CsvException refused = assertThrows(CsvException.class, () -> imported(file.replace("\\n", "\n") + "\n"));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
        assertEquals(List.of(), acme.numbers());
    }

    @Test
    @DisplayName("K3 rows below another header are not read by the first one: the file is refused there")
    void rejectsASecondHeader() {
        String file =
                "phone_number,provider,status\n+12025550123,telnyx,active\nphone_number,status\n+12025550124,inactive\n";
        CsvException refused = assertThrows(CsvException.class, () -> imported(file));
        assertTrue(refused.getMessage().contains("line 3 (\"phone_number,status\") is a header"), refused::getMessage);
        assertTrue(acme.numbers().stream()
                .noneMatch(number -> number.e164().toString().endsWith("4")));
    }

    @Test
    @DisplayName(
            "K3 rows below a header that is found too late are not read in the usual order: the file is refused there")
    void rejectsALateHeader() {
        String file = "title\n".repeat(20) + "phone_number,status\n+12025550123,inactive\n";
        CsvException refused = assertThrows(CsvException.class, () -> imported(file));
        assertTrue(refused.getMessage().contains("line 21"), refused::getMessage);
        assertEquals(List.of(), acme.numbers());
    }

    @Test
    @DisplayName("K3 a provider that is called as a column is no header")
    void doesNotMistakeARowForAHeader() {
        assertEquals(
                "+12025550124 active number",
                imported("phone_number,provider\n+1202555O123,status\nphone,carrier x\n+12025550124,number\n"));
        assertEquals(
                List.of(2L, 3L), acme.rejections.stream().map(row -> row.line()).toList());
    }

    @Test
    @DisplayName("K3 a first row that is wrong does not make a file without a header unknown")
    void readsAnInvalidFirstRowAsARow() {
        assertEquals("+12025550123 active telnyx", imported("not-a-number,telnyx,US\n+12025550123,telnyx,US\n"));
        assertEquals(1, acme.rejections.size());
        assertEquals("+12025550124 active", new ForeignFilesTest().imported("Rufnummer\n+12025550124\n"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-8", "windows-1252"})
    @DisplayName("K3 a file is decoded by what its bytes are, with a byte order mark or without one")
    void decodes(String charset) {
        String file = "phone_number;provider;status\r\n+12025550123;Zoë;inactive\r\n";
        assertEquals("+12025550123 inactive Zoë", imported(file.getBytes(Charset.forName(charset))));
        assertEquals(List.of(), rejected());
        if (charset.startsWith("UTF")) {
            for (String marks : List.of("\uFEFF", "\uFEFF\uFEFF")) {
                ForeignFilesTest marked = new ForeignFilesTest();
                assertEquals(
                        "+12025550123 inactive Zoë",
                        marked.imported((marks + file).getBytes(Charset.forName(charset))));
            }
        }
    }

    @Test
    @DisplayName(
            "K3 UTF-16 without a mark is known where the text is not all ASCII, and zero bytes alone are not UTF-16")
    void detectsUtf16() {
        String cyrillic = "phone_number;provider\n+12025550123;" + "Связь".repeat(6) + "\n";
        assertEquals(
                "+12025550123 active " + "Связь".repeat(6), imported(cyrillic.getBytes(StandardCharsets.UTF_16LE)));
        ForeignFilesTest zeros = new ForeignFilesTest();
        assertEquals("+12025550123 active", zeros.imported("\0\0a\0\n+12025550123\n"));
        assertEquals(1, zeros.acme.rejections.size());
    }

    @Test
    @DisplayName("K3 a rejected row stands where it begins, and shows what cannot be seen")
    void showsInvisibleCharacters() {
        imported(
                "title\n\nphone_number,provider,remark\n+12025550123,a,\"x\ny\"\n+1202\u00A0555\u200B,b\u202E,\"z\n\"\n+1,c\n");
        assertEquals(
                List.of(6L, 8L), acme.rejections.stream().map(row -> row.line()).toList());
        assertEquals(
                "+1202<U+00A0>555<U+200B>,b<U+202E>,\"z␊\"",
                acme.rejections.get(0).text());
        assertEquals(NumberStatus.ACTIVE, acme.numbers().get(0).status());
    }
}
