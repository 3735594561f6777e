package dev.callgate.call;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.callgate.model.E164;
import dev.callgate.model.Regions;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations as people in a region dial them. */
class DestinationInRegionTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static Set<String> regions() {
        return NUMBERS.getSupportedRegions();
    }

    @ParameterizedTest
    @CsvSource({
        "US, 2025550123, +12025550123",
        "US, 12025550123, +12025550123",
        "us, (202) 555-0123, +12025550123",
        "US, 011 44 20 7946 0123, +442079460123",
        "US, +44 20 7946 0123, +442079460123",
        "US, 8765555555, +18765555555",
        "US, tel:2025550123, +12025550123",
        "US, tel:020-7946-0123;phone-context=+44, +442079460123",
        "US, sip:2025550123@host;user=phone, +12025550123",
        "US, 2025550123@host, +12025550123",
        "GB, 020 7946 0123, +442079460123",
        "GB, 00 1 202 555 0123, +12025550123",
        "GB, ０２０ ７９４６ ０１２３, +442079460123",
        "DE, 030/12345678, +493012345678",
        "DE, 0043 1 5880 0123, +43158800123",
        "IT, 06 1234 5678, +390612345678",
        "AU, 0011 1 202 555 0123, +12025550123",
        "JP, 010 1 202 555 0123, +12025550123",
        "001, +80012345678, +80012345678"
    })
    @DisplayName("D8 a number is understood as people of the region dial it")
    void nationalForms(String region, String dialed, String number) {
        assertEquals(new Destination.Valid(E164.of(number)), Destination.parse(dialed, region));
    }

    @ParameterizedTest
    @CsvSource({
        "2025550123 x45",
        "202-555-0123 ext. 45",
        "2025550123#45",
        "'1 (202) 555-0123,,45'",
        "tel:2025550123;ext=45"
    })
    void extensionsOfNationalForms(String dialed) {
        assertEquals(new Destination.Valid(E164.of("+12025550123"), "45"), Destination.parse(dialed, "US"));
    }

    @ParameterizedTest
    @MethodSource("regions")
    @DisplayName("D8 every region's example number is understood in national and in international form")
    void everyRegion(String region) {
        PhoneNumber example = NUMBERS.getExampleNumber(region);
        Destination number = new Destination.Valid(E164.of(NUMBERS.format(example, PhoneNumberFormat.E164)));
        for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
            assertEquals(number, Destination.parse(NUMBERS.format(example, format), region));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "US, ''",
        "US, 555-0123",
        "US, 20255501234",
        "US, 00442079460123",
        "US, 011",
        "US, call me",
        "US, alice@example.com",
        "US, 1911",
        "US, 1-800-911",
        "US, tel:2025550123;phone-context=example.com",
        "GB, 2025550123x",
        "GB, +02079460123",
        "GB, +0 20 7946 0123",
        "001, 80012345678",
        "001, 2025550123"
    })
    @DisplayName("D1 what cannot be dialed in the region is said to be so, and named")
    void undialable(String region, String dialed) {
        Destination.Invalid refused = assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed, region));
        assertEquals(Refused.Reason.INVALID_DESTINATION, refused.code());
        assertEquals(dialed, refused.text());
        assertTrue(refused.problem().contains("\"" + dialed + "\""), refused::problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UK", "XX", "ZZ", "+1", "United States"})
    void rejectsUnknownRegions(String region) {
        assertThrowsNaming(
                IllegalArgumentException.class, () -> Destination.parse("+12025550123", region), "\"" + region + "\"");
        assertThrowsNaming(
                IllegalArgumentException.class, () -> Destination.parse("911", region), "\"" + region + "\"");
    }

    @Property
    @Label("whatever looks like a number is understood in each region without an error, and never as another number")
    void neverThrows(@ForAll("textLikeNumbers") String dialed, @ForAll("anyRegion") String region) {
        Destination parsed = Destination.parse(dialed, region);
        if (parsed instanceof Destination.Valid dialable) {
            Destination number = new Destination.Valid(dialable.e164());
            assertEquals(number, Destination.parse(dialable.e164().toString()));
            assertEquals(number, Destination.parse(dialable.e164().toString(), region));
        } else if (parsed instanceof Destination.Emergency emergency) {
            assertEquals(parsed, Destination.parse(emergency.code(), region));
        } else {
            assertInstanceOf(Destination.Invalid.class, parsed);
        }
    }

    @Provide
    Arbitrary<String> textLikeNumbers() {
        Arbitrary<String> starts = Arbitraries.of(
                "", "+", "+1202555", "202555", "0", "00", "011", "tel:", "sip:", "sip:+1202", "911", "112");
        Arbitrary<String> middles = Arbitraries.strings()
                .withChars("+0123456789 -.()/#*,;~xeX=@:%１٩\n")
                .ofMaxLength(16);
        Arbitrary<String> ends =
                Arbitraries.of("", "", ";ext=1", " x45", ";phone-context=+44", ";phone-context=a.b", "@host");
        return starts.flatMap(start -> middles.flatMap(middle -> ends.map(end -> start + middle + end)));
    }

    @Provide
    Arbitrary<String> anyRegion() {
        return Arbitraries.of(Regions.known());
    }
}
