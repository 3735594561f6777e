package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({"US, US", "us, US", "Gb, GB", "' ca ', CA", "001, 001"})
    void acceptsCodesInAnyCase(String code, String region) {
        assertEquals(region, Regions.require(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "U", "USA", "XX", "ZZ", "*", "+1", "002", "United States", "u\u0131"})
    void rejectsOtherText(String code) {
        IllegalArgumentException refused = assertThrowsNaming(
                IllegalArgumentException.class, () -> Regions.require(code), "\"" + code + "\"", "ISO 3166-1");
        assertFalse(refused.getMessage().contains("GB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UK", "uk"})
    void suggestsGbForUk(String code) {
        assertThrowsNaming(IllegalArgumentException.class, () -> Regions.require(code), code, "GB");
    }

    @Test
    void listsAllCountriesInOrder() {
        assertTrue(Regions.known().containsAll(List.of("US", "CA", "PR", "JM", "GB", "JE", "RU", "KZ", "001")));
        assertFalse(Regions.known().contains(Regions.UNKNOWN));
        assertTrue(Regions.known().size() > 200);
        assertEquals(List.copyOf(new TreeSet<>(Regions.known())), List.copyOf(Regions.known()));
        Regions.known().forEach(each -> assertEquals(each, Regions.require(each)));
    }

    @Test
    void returnsAnImmutableSet() {
        assertThrows(UnsupportedOperationException.class, () -> Regions.known().add("XX"));
    }
}
