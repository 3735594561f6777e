package dev.callgate.policy;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TollRestrictionTest {
    private static final E164 PREMIUM_RATE = E164.of("+449098790000");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "+449098790000, PREMIUM_RATE",
        "+870773111632, SATELLITE",
        "+881612345678, SATELLITE",
        "+88216123456, SATELLITE",
        "+12025550123,",
        "+18005550123,"
    })
    @DisplayName("D1 restricted classes need a permit, the others none")
    void needsARequiredClass(String number, NumberClass requiredClass) {
        assertEquals(requiredClass, TollRestriction.standard().requiredClassOf(E164.of(number)));
    }

    @Test
    @DisplayName("D1 a class that is allowed for all needs no permit; the others still do")
    void allowsClasses() {
        TollRestriction tested =
                TollRestriction.standard().allowing(NumberClass.PREMIUM_RATE, NumberClass.PREMIUM_RATE);
        assertNull(tested.requiredClassOf(PREMIUM_RATE));
        assertEquals(NumberClass.SATELLITE, tested.requiredClassOf(E164.of("+870773111632")));
    }

    @ParameterizedTest(name = "{0} is blocked by {1}")
    @CsvSource({
        "+12025550123, +1202",
        "+12025560123,",
        "+12025560199, +12025560199",
        "+13015550123, +1",
        "+442079460123,",
        "+18765550123,"
    })
    @DisplayName("D1 the longest prefix decides, in whichever order they were said")
    void longestPrefixDecides(String number, String blockedBy) {
        TollRestriction tested = TollRestriction.standard()
                .blockingPrefixes("+12025560199")
                .allowingPrefixes("+1202556", "+1876")
                .blockingPrefixes("+1", "+1202", "+1");
        assertEquals(Optional.ofNullable(blockedBy), tested.blockedPrefixOf(E164.of(number)));
    }

    @Test
    @DisplayName("D1 an allowed prefix lets its numbers through whatever their class, a blocked one does not")
    void prefixesAndClasses() {
        assertNull(TollRestriction.standard().allowingPrefixes("+44909").requiredClassOf(PREMIUM_RATE));
        assertEquals(
                NumberClass.PREMIUM_RATE,
                TollRestriction.standard()
                        .allowingPrefixes("+44909")
                        .blockingPrefixes("+449098")
                        .requiredClassOf(PREMIUM_RATE));
    }

    @Test
    @DisplayName("D1 of several restrictions, each one refuses its numbers, whatever the others allow")
    void restrictionsCombine() {
        TollRestriction tested = TollRestriction.standard()
                .allowing(NumberClass.PREMIUM_RATE)
                .and(TollRestriction.standard().blockingPrefixes("+1202").allowing(NumberClass.PREMIUM_RATE))
                .and(TollRestriction.standard().blockingPrefixes("+1301"));
        assertEquals(Optional.of("+1202"), tested.blockedPrefixOf(E164.of("+12025550123")));
        assertEquals(Optional.of("+1301"), tested.blockedPrefixOf(E164.of("+13015550123")));
        assertEquals(Optional.empty(), tested.blockedPrefixOf(E164.of("+14155550123")));
        assertEquals(NumberClass.PREMIUM_RATE, tested.requiredClassOf(PREMIUM_RATE));
        assertNull(tested.requiredClassOf(E164.of("+12025550123")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "1876", "+0", "+18a", "+1234567890123456", " +1"})
    @DisplayName("what is no prefix is refused by name")
    void rejectsInvalidValues(String prefix) {
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> TollRestriction.standard().blockingPrefixes(prefix),
                "\"" + prefix + "\"");
    }
}
