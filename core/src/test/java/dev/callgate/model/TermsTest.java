package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static dev.callgate.model.NumberClass.PREMIUM_RATE;
import static dev.callgate.model.NumberClass.SHARED_COST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000_000})
    void acceptsLimitsInRange(int limit) {
        assertEquals(limit, Terms.dailyLimit(limit).dailyLimit());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 1_000_001, Integer.MAX_VALUE})
    void rejectsLimitsOutOfRange(int limit) {
        assertThrowsNaming(IllegalArgumentException.class, () -> Terms.dailyLimit(limit), limit, "0 to 1000000");
    }

    @Test
    @DisplayName("D8 terms allow no country until one is named")
    void allowNoCountryByDefault() {
        assertEquals(Countries.none(), Terms.dailyLimit(5).countries());
    }

    @Test
    void changingOneTermKeepsTheOther() {
        Terms terms = Terms.dailyLimit(5);
        assertEquals(new Terms(5, Countries.of("US", "CA")), terms.countries("us", "CA"));
        assertEquals(new Terms(5, Countries.any()), terms.anyCountry());
        assertEquals(new Terms(100, Countries.of("US")), Terms.forCountries("US"));
    }

    @Test
    @DisplayName(
            "D8 countries and classes that are named one after the other are all allowed, unless they are replaced by name")
    void combine() {
        Terms terms = Terms.dailyLimit(5)
                .countries("US")
                .countries("CA")
                .classes(PREMIUM_RATE)
                .classes(SHARED_COST);
        assertEquals(new Terms(5, Countries.of("US", "CA"), Set.of(PREMIUM_RATE, SHARED_COST)), terms);
        assertEquals(Countries.of("DE"), terms.withCountries(Countries.of("DE")).countries());
        assertEquals(
                Countries.of("*", "001"), Terms.forCountries("001").anyCountry().countries());
    }

    @Test
    void rejectUnknownCountries() {
        assertThrowsNaming(IllegalArgumentException.class, () -> Terms.forCountries("Narnia"), "Narnia");
        assertThrowsNaming(
                IllegalArgumentException.class, () -> Terms.dailyLimit(1).countries("Narnia"), "Narnia");
    }

    @Test
    void rejectNull() {
        assertThrowsNaming(NullPointerException.class, () -> new Terms(1, null), "countries");
    }
}
