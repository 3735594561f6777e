package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.InvalidNumberException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetNumberTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    '+12025550123         |    | +12025550123
                    ' (202) 555-0123      | US | +12025550123
                    2025550123.0          | US | +12025550123
                    12025550123.00        | US | +12025550123
                    2025550123,0          | US | +12025550123
                    +12025550123.0        |    | +12025550123
                    12025550123           | US | +12025550123
                    1-202-555-0123        | US | +12025550123
                    202.555.0123          | US | +12025550123
                    011 44 20 7946 0123   | US | +442079460123
                    00442079460123        | GB | +442079460123
                    442079460123          | GB | +442079460123
                    ２０２５５５０１２３    | US | +12025550123
                    +442079460123         | US | +442079460123
                    +80012345678          | 001 | +80012345678
                    ="+12025550123"       |    | +12025550123
                    ="2025550123"         | US | +12025550123
                    = "(202) 555-0123"    | US | +12025550123
                    ="tel:+12025550123"   |    | +12025550123
                    ="'+12025550123"      |    | +12025550123
                    1.2025550123E+10      | US | +12025550123
                    1,2025550123E+10      | US | +12025550123
                    1.2025550123e10       | US | +12025550123
                    1.20255501230E+10     | US | +12025550123
                    12025550.123E+3       | US | +12025550123
                    12025550123E+0        | US | +12025550123
                    +1.2025550123E+10     |    | +12025550123
                    2.025550123E+9        | US | +12025550123
                    2,079460123E+9        | GB | +442079460123
                    4.42079460123E+11     | GB | +442079460123
                    12,025,550,123        | US | +12025550123
                    12,025,550,123.00     | US | +12025550123
                    12.025.550.123,00     | US | +12025550123
                    tel:+12025550123      |    | +12025550123
                    TEL:+1-202-555-0123   |    | +12025550123
                    tel:+1(202)555.0123   |    | +12025550123
                    tel://+12025550123    |    | +12025550123
                    tel:%2B12025550123    |    | +12025550123
                    tel:+1%20202%20555%200123 | | +12025550123
                    tel:2025550123        | US | +12025550123
                    tel:2025550123;phone-context=+1 | | +12025550123
                    tel:5550123;phone-context=+1-202 | | +12025550123
                    callto:+12025550123   |    | +12025550123
                    '0012025550123        | GB | +12025550123
                    01112025550123        | US | +12025550123
                    0011 1 202 555 0123   | AU | +12025550123""")
    @DisplayName("K3 what spreadsheets add is taken off, where nothing was lost")
    void removesWhatSpreadsheetsAdd(String cell, String country, String expected) {
        assertEquals(expected, SpreadsheetNumber.parse(cell, country).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.20256E+10",
                "1.20256e+10",
                "1,20256E+10",
                "1E10",
                "+1.20255501E+10",
                " 1.2E+10 ",
                "1.202555012E+10",
                "1,202555012E+10",
                "2E+9",
                "1.2025550123E+11"
            })
    @DisplayName("K3 what a spreadsheet rounded is refused by name, never guessed")
    void rejectsRoundedNumbers(String cell) {
        InvalidNumberException refused = assertThrowsNaming(
                InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, "US"), cell.strip(), "spreadsheet");
        assertTrue(refused.isMalformed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "''2025550123",
                "=2025550123",
                "2025550123.5",
                "12025550123.01",
                "#REF!",
                "2025550123;5",
                "=\"2025550123",
                "=\"\"",
                "=2025550123",
                "=+12025550123",
                "=T(\"+12025550123\")",
                "1.20255501235E+10",
                "-1.2025550123E+10",
                "1.2025550123E-10",
                "1.2E+99999",
                "tel:",
                "tel:+12025550123;ext=5",
                "tel:2025550123;phone-context=example.com",
                "tel:+12025550123;phone-context=+1",
                "sip:+12025550123@example.com",
                "mailto:a@example.com",
                "12,02,555,0123",
                "202,555,0123",
                "12,025,550,123.50"
            })
    @DisplayName("K3 what is no number stays none")
    void rejectsOtherText(String cell) {
        assertThrows(InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, "US"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00A0+12025550123\u00A0",
                "\uFEFF+12025550123",
                "\uFEFF\uFEFF+12025550123",
                "\u202A+12025550123\u202C",
                "\u202D+1\u00A0202\u00A0555\u00A00123\u202C",
                "\u202E\u202B+12025550123",
                "\u2066+12025550123\u2069",
                "\u2067\u2068+12025550123",
                "\u200B+1\u200B202\u200B555\u200B0123\u200B",
                "+1202\u200C555\u200D0123",
                "\u200E+12025550123\u200F",
                "+1\u00AD202\u00AD5550123",
                "+1\u2060202\u20605550123",
                "+1\u2007202\u2009555\u202F0123",
                "\u3000+12025550123",
                "+1\u2011202\u2011555\u20110123",
                "+1 202\u2003555\u20020123",
                "\u061C+12025550123",
                "=\"\u202A+12025550123\u202C\"",
                "\u200Btel:+12025550123\u200B",
                "'\u202A+12025550123",
                "\u200B'+12025550123"
            })
    @DisplayName("K3 what cannot be seen in a number that was pasted is left out")
    void removesInvisibleCharacters(String cell) {
        assertEquals("+12025550123", SpreadsheetNumber.parse(cell, null).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025550123", "(202) 555-0123", "12025550123"})
    @DisplayName("K3 without a country, a national form is not guessed")
    void nationalFormNeedsACountry(String cell) {
        assertThrows(InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, null));
    }
}
