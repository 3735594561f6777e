package dev.callgate.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryNamesTest {
    @ParameterizedTest
    @CsvSource({
        "US, US",
        "usa, US",
        "U.S., US",
        "The United States, US",
        "United Kingdom, GB",
        "GBR, GB",
        "Germany, DE",
        "Trinidad and Tobago, TT",
        "Trinidad & Tobago, TT",
        "Cote d'Ivoire, CI",
        "São Tomé & Príncipe, ST",
        "UAE, AE"
    })
    @DisplayName("K3 a country is known by its codes and its names in English")
    void resolvesCodesAndNames(String name, String code) {
        assertEquals(code, CountryNames.code(name));
    }

    @Test
    @DisplayName("K3 every country is known by both of its codes and its name, and by nothing else's")
    void resolvesEveryCountry() {
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            assertEquals(code, CountryNames.code(code));
            assertEquals(code, CountryNames.code(country.getISO3Country()));
            assertEquals(code, CountryNames.code(country.getDisplayCountry(Locale.ENGLISH)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Narnia",
                "XX",
                "ZZZ",
                "1",
                "001",
                "*",
                "United",
                "North America",
                "US CA",
                "Deutschland",
                "UK",
                "* AD",
                "US *",
                "U S",
                "US A",
                "A D",
                "US/CA",
                "US1"
            })
    @DisplayName("K3 what names no country, or several, is not known")
    void rejectsOtherText(String name) {
        assertNull(CountryNames.code(name));
    }
}
