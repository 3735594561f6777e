package dev.callgate.call;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.callgate.model.E164;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private static final Set<String> BEST_KNOWN = Set.of("911", "112", "999", "000", "110", "119", "113");

    /** All codes of two to four digits that are emergency numbers in some region. */
    private static Set<String> emergencyCodes() {
        Set<String> regions = PhoneNumberUtil.getInstance().getSupportedRegions();
        return IntStream.of(2, 3, 4)
                .boxed()
                .flatMap(length -> IntStream.range(0, (int) Math.pow(10, length))
                        .mapToObj(n -> String.format("%0" + length + "d", n)))
                .filter(code -> regions.stream()
                        .anyMatch(region -> ShortNumberInfo.getInstance().isEmergencyNumber(code, region)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("D7 every region's emergency numbers are understood as such")
    void everyRegionsEmergencyNumbers() {
        Set<String> codes = emergencyCodes();
        assertTrue(codes.containsAll(BEST_KNOWN), codes::toString);
        codes.forEach(code -> assertEquals(new Destination.Emergency(code), Destination.parse(code)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "112", "999", "000", "110", "119"})
    @DisplayName("D7 an emergency number is understood however it is spelled")
    void emergencyNumbersInOtherSpellings(String code) {
        String spaced = String.join(" ", code.split(""));
        String fullWidth = code.chars()
                .mapToObj(digit -> Character.toString(digit - '0' + '０'))
                .collect(Collectors.joining());
        Stream.of(
                        " " + code,
                        code + " ",
                        "\t" + code + "\n",
                        spaced,
                        spaced.replace(' ', '-'),
                        spaced.replace(' ', '.'),
                        code.charAt(0) + "-" + code.substring(1),
                        fullWidth)
                .forEach(each -> assertEquals(new Destination.Emergency(code), Destination.parse(each), each));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9112025550123",
                "911911",
                "9115",
                "+911",
                "+112",
                "+1911",
                "00911",
                "1911",
                "1",
                "911a",
                "call 911",
                "911x",
                "+49112",
                "1-800-911"
            })
    @DisplayName("D7 what only looks like an emergency number is none")
    void noEmergencyNumbers(String dialed) {
        assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed));
    }

    @Test
    void numbersThatBeginLikeEmergencyNumbers() {
        assertEquals(new Destination.Valid(E164.of("+911123456789")), Destination.parse("+91 1123456789"));
    }

    @Test
    void commonSpellings() {
        assertEquals(new Destination.Valid(E164.of("+12025550123")), Destination.parse(" +1 (202) 555-0123 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+", "2025550123", "12025550123", "nobody", "+11115550123"})
    @DisplayName("D1 what cannot be dialed is said to be so, and named")
    void undialableText(String dialed) {
        Destination.Invalid undialable = assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed));
        assertEquals(dialed, undialable.text());
        assertEquals(Refused.Reason.INVALID_DESTINATION, undialable.code());
        assertTrue(undialable.problem().contains("\"" + dialed + "\""), undialable::problem);
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> Destination.parse(null), "destination");
        assertThrowsNaming(NullPointerException.class, () -> Destination.parse(null, "US"), "destination");
        assertThrowsNaming(NullPointerException.class, () -> Destination.parse("+12025550123", null), "country");
    }

    @Property
    @Label("any text is a destination, if only one that cannot be dialed")
    void neverThrows(@ForAll String dialed) {
        assertNotNull(Destination.parse(dialed));
    }

    @Property
    @Label("also a text that looks much like a number is understood without an error, and never as another number")
    void neverThrowsForTextLikeNumbers(@ForAll("textLikeNumbers") String dialed) {
        Destination parsed = Destination.parse(dialed);
        if (parsed instanceof Destination.Valid dialable) {
            assertEquals(
                    new Destination.Valid(dialable.e164()),
                    Destination.parse(dialable.e164().toString()));
        } else if (parsed instanceof Destination.Emergency emergency) {
            assertEquals(parsed, Destination.parse(emergency.code()));
        }
    }

    @Provide
    Arbitrary<String> textLikeNumbers() {
        return Arbitraries.strings()
                .withChars("+0123456789 -.()/#*,;~x１٩\n")
                .ofMaxLength(20)
                .flatMap(text -> Arbitraries.of(List.of("", "+", "+1", "+1202", "+44", "9"))
                        .map(start -> start + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(911)",
                "9\u20111\u20111",
                "9\u20131\u20131",
                "9\u00a01\u00a01",
                "9\t1\t1",
                "9/1/1",
                "911,",
                "tel:911"
            })
    @DisplayName("D7 an emergency number is understood in every spelling that a number is understood in")
    void emergencyNumbersInRarerSpellings(String dialed) {
        assertInstanceOf(Destination.Emergency.class, Destination.parse(dialed));
    }
}
