package dev.callgate.number;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                    +80012345678          | 001 | +80012345678""")
    @DisplayName("K3 what spreadsheets add is taken off, where nothing was lost")
    void takesOffWhatWasAdded(String cell, String country, String expected) {
        assertEquals(expected, SpreadsheetNumber.parse(cell, country).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.20256E+10", "1.20256e+10", "1,20256E+10", "1E10", "+1.20255501E+10", " 1.2E+10 "})
    @DisplayName("K3 what a spreadsheet rounded is refused by name, never guessed")
    void refusesWhatWasRounded(String cell) {
        InvalidNumberException refused = assertThrowsNaming(
                InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, "US"), cell.strip(), "spreadsheet");
        assertTrue(refused.isMalformed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "'", "''2025550123", "=2025550123", "2025550123.5", "12025550123.01", "#REF!", "2025550123;5"
            })
    @DisplayName("K3 what is no number stays none")
    void refusesWhatIsNoNumber(String cell) {
        assertThrows(InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, "US"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025550123", "(202) 555-0123", "12025550123"})
    @DisplayName("K3 without a country, a national form is not guessed")
    void needsACountryForANationalForm(String cell) {
        assertThrows(InvalidNumberException.class, () -> SpreadsheetNumber.parse(cell, null));
    }
}
