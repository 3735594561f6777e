package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {
    @Test
    @DisplayName("D8 an empty list allows nothing")
    void emptyAllowsNothing() {
        for (Countries empty : List.of(Countries.none(), Countries.of(), Countries.of(Set.of()))) {
            Regions.known().forEach(each -> assertFalse(empty.allows(each), each));
            assertFalse(empty.allows(Regions.UNKNOWN));
            assertEquals(Countries.none(), empty);
        }
    }

    @Test
    @DisplayName("D8 any country does not include numbers of no country")
    void anyAllowsEveryCountryButNoNonGeographicNumbers() {
        Regions.known()
                .forEach(each ->
                        assertEquals(!each.equals("001"), Countries.any().allows(each), each));
        assertFalse(Countries.any().allows(Regions.UNKNOWN));
    }

    @Test
    @DisplayName("D8 numbers of no country are allowed where 001 is named, also beside any country")
    void nonGeographicNumbersMustBeListed() {
        assertTrue(Countries.of("001").allows("001"));
        assertFalse(Countries.of("001").allows("US"));
        Countries both = Countries.of(Countries.ANY, "001");
        Regions.known().forEach(each -> assertTrue(both.allows(each), each));
        assertFalse(both.allows(Regions.UNKNOWN));
    }

    @Test
    @DisplayName("D8 only named countries are allowed")
    void allowsOnlyListedCountries() {
        Countries countries = Countries.of("us", " Ca ");
        assertTrue(countries.allows("US"));
        assertTrue(countries.allows("CA"));
        assertFalse(countries.allows("PR"));
        assertFalse(countries.allows("001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "XX", "ZZ", "USA", "**", "1"})
    void rejectsUnknownCodes(String code) {
        assertThrowsNaming(IllegalArgumentException.class, () -> Countries.of("US", code), "\"" + code + "\"");
    }

    @Test
    void suggestsGbForUk() {
        assertThrowsNaming(IllegalArgumentException.class, () -> Countries.of("UK"), "UK", "GB");
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> Countries.of(Arrays.asList("US", null)), "country");
    }

    @Test
    void equalityIgnoresOrderAndCase() {
        Countries one = Countries.of("US", "ca", "US");
        Countries other = Countries.of(Set.of("CA", "us"));
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals("[CA, US]", one.toString());
        assertNotEquals(one, Countries.any());
        assertFalse(one.equals((Object) "[CA, US]"));
    }

    @Test
    void codesRoundTripAndAreImmutable() {
        Countries countries = Countries.of("US", "*", "001");
        assertEquals(List.of("*", "001", "US"), List.copyOf(countries.codes()));
        assertEquals(countries, Countries.of(countries.codes()));
        assertThrows(
                UnsupportedOperationException.class, () -> countries.codes().add("CA"));
    }
}
