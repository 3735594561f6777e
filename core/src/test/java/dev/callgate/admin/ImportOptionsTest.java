package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.InvalidNumberException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportOptionsTest {
    private static final ImportOptions OPTIONS = ImportOptions.defaults();

    @Test
    void defaultsAreOneWriterAndNoCountry() {
        assertNull(OPTIONS.defaultCountry());
        assertFalse(OPTIONS.dryRun());
        assertEquals(1, OPTIONS.writers());
    }

    @Test
    void changingOneOptionKeepsTheOthers() {
        Consumer<ImportReport> listener = report -> {};
        ImportOptions all = new ImportOptions("US", true, listener, 5);
        assertEquals(
                all, OPTIONS.withWriters(5).withProgress(listener).asDryRun().withDefaultCountry("us"));
        assertEquals(
                all,
                OPTIONS.withDefaultCountry("US")
                        .asDryRun()
                        .withProgress(listener)
                        .withWriters(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 17, Integer.MAX_VALUE})
    void rejectsNumbersOfWritersOutOfRange(int writers) {
        assertThrowsNaming(IllegalArgumentException.class, () -> OPTIONS.withWriters(writers), writers, 16);
    }

    @Test
    void rejectsUnknownCountriesAndNull() {
        assertThrowsNaming(IllegalArgumentException.class, () -> OPTIONS.withDefaultCountry("Narnia"), "Narnia");
        assertThrowsNaming(NullPointerException.class, () -> OPTIONS.withDefaultCountry(null), "country");
        assertThrowsNaming(NullPointerException.class, () -> OPTIONS.withProgress(null), "progress");
    }

    @Test
    @DisplayName("K3 a cell is understood as of the default country, or in international form")
    void parsesACell() {
        ImportOptions american = OPTIONS.withDefaultCountry("US");
        assertEquals("+12025550123", american.parse("'(202) 555-0123").toString());
        assertEquals("+442079460123", american.parse("+44 20 7946 0123").toString());
        assertEquals("+12025550123", OPTIONS.parse("+12025550123.0").toString());
        assertThrowsNaming(InvalidNumberException.class, () -> OPTIONS.parse("(202) 555-0123"), "(202) 555-0123");
        assertThrowsNaming(InvalidNumberException.class, () -> american.parse("1.20256E+10"), "spreadsheet");
    }
}
