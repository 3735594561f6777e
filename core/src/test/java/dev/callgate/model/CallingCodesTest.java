package dev.callgate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallingCodesTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of(Regions.known()).injectNull(0.3);
    }

    @Property
    @Label("beginnings are sorted, and none is the beginning of another")
    void areSortedAndDoNotOverlap(
            @ForAll @NumericChars @StringLength(min = 1, max = 15) String digits,
            @ForAll @From("regions") String region) {
        List<String> beginnings = CallingCodes.beginnings(digits, region);
        assertTrue(beginnings.size() >= 1, "there is one for the digits themselves");
        assertEquals(beginnings.stream().sorted().toList(), beginnings);
        for (String one : beginnings) {
            assertEquals(1, beginnings.stream().filter(one::startsWith).count(), () -> one + " in " + beginnings);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "202, US, +1202 +202",
        "1202, US, +11202 +1202",
        "1, US, +1",
        "44, GB, +44",
        "4, GB, +4",
        "20, GB, +20 +4420",
        "06, IT, +06 +3906",
        "701, KZ, +701 +7701",
        "9, RU, +79 +9"
    })
    void ofACountryMatchWithAndWithoutItsCode(String digits, String country, String expected) {
        assertEquals(expected, String.join(" ", CallingCodes.beginnings(digits, country)));
    }

    @Test
    void withoutACountryMatchAfterAnyCode() {
        List<String> beginnings = CallingCodes.beginnings("012", null);
        assertTrue(beginnings.containsAll(List.of("+012", "+1012", "+44012", "+7012", "+800012", "+883012")));
        assertEquals(NUMBERS.getSupportedCallingCodes().size() + 1, beginnings.size());
        assertEquals(beginnings, CallingCodes.beginnings("012", "001"), "a number of no country has one of many codes");
    }

    @Test
    void omitsCoveredPrefixes() {
        List<String> beginnings = CallingCodes.beginnings("555", null);
        assertTrue(beginnings.contains("+555"), beginnings::toString);
        assertFalse(beginnings.contains("+55555"), "Brazil's, which begin with +555 too");
    }

    @ParameterizedTest
    @MethodSource("dev.callgate.model.Regions#known")
    void matchesAnExampleOfEachRegion(String region) {
        Phonenumber.PhoneNumber example = region.equals(Regions.NON_GEOGRAPHIC)
                ? NUMBERS.getExampleNumberForNonGeoEntity(800)
                : NUMBERS.getExampleNumber(region);
        String e164 = NUMBERS.format(example, PhoneNumberFormat.E164);
        String national = NUMBERS.getNationalSignificantNumber(example);
        for (String whole : List.of(national, e164.substring(1))) {
            for (int length = 1; length <= whole.length(); length++) {
                String digits = whole.substring(0, length);
                for (String country : new String[] {region, null}) {
                    assertTrue(
                            CallingCodes.beginnings(digits, country).stream().anyMatch(e164::startsWith),
                            () -> "%s begins with %s".formatted(e164, digits));
                }
            }
        }
    }
}
