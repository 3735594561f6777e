package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.callgate.model.Regions;
import java.util.List;
import java.util.stream.Stream;
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

/** Emergency numbers in the forms in which people dial and paste them, and texts that only look like one. */
class EmergencyFormsTest {
    private static final String NOTHING = "";

    static Stream<String> emergencies() {
        return Stream.of(
                // With an extension.
                "911 x5",
                "911x5",
                "911 X 5",
                "911 ext 5",
                "911 ext. 5",
                "911 Ext: 5",
                "911 extn 5",
                "911 extension 5",
                "911 (ext 5)",
                "911 [x5]",
                "911#5",
                "911 #5",
                "911;ext=5",
                "911;ext=5;isub=1",
                "911 x5 (front desk)",
                "911 x5 x6",
                "911 x123456789",
                // With pauses, and the keys that a dialer sends.
                "911,5",
                "911,,5#",
                "911, 5",
                "911;5",
                "911w5",
                "911W5",
                "911p5",
                "911pp",
                "911 w",
                "911,2025550123",
                "911#",
                "911 #",
                "911*",
                "911,,",
                "911~5",
                // In URIs and headers.
                "tel:911,5",
                "tel:911#",
                "tel:911;phone-context=+1",
                "tel:911%",
                "tel://911",
                "callto:911",
                "tel:%E2%80%AA911%E2%80%AC",
                "tel:%39%31%31%2C5",
                "sip:911@host;user=phone",
                "sip:911,5@host",
                "sip:911%23@host",
                "\"Help\" <sip:911@example.com>",
                "Help <tel:911>",
                "<sip:911@example.com>;tag=88sja8x",
                "\"+1 202 555 0123\" <tel:911>",
                "<911>",
                "<sip:911@example.com",
                "911@",
                // Between meaningless marks.
                "\"911\"",
                "'911'",
                "\u201c911\u201d",
                "\u00ab911\u00bb",
                "(911)",
                "[911]",
                "911.",
                "911!",
                "911?",
                "- 911 -",
                "9-1-1.",
                "9\u22121\u22121",
                "9\u00b71\u00b71",
                "9_1_1",
                "\ud83d\udea8 911",
                "911 (emergency)",
                "Tel: 911",
                "Tel.: 911",
                "Phone: 911",
                // With invisible characters and other kinds of digits.
                "\u202a911\u202c",
                "\u2068911\u2069",
                "\u200e911",
                "911\u200f",
                "\ufeff911",
                "9\u200b1\u200b1",
                "9\u00ad1\u00ad1",
                "9\u20601\u20641",
                "9\u061c1\u180e1",
                "\u00a09\u20091\u30001\u2003",
                "9\n1\r\n1",
                "911\u0000",
                "9\u00001\u00001",
                "911\u200b x\u200b5",
                "9\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3",
                "\uff19\uff11\uff11",
                "\uff19\uff11\uff11\uff0c\uff15",
                "\uff19\uff11\uff11\uff03",
                "\u0669\u0661\u0661",
                "\u06f9\u06f1\u06f1\u060c\u06f5",
                "\u096f\u0967\u0967",
                "\ud835\udfd7\ud835\udfcf\ud835\udfcf",
                // After a service code.
                "*67 911",
                "*67911",
                "*82,911",
                "#31#911",
                "*31# 911",
                // The first of several numbers.
                "911/112",
                "911 or 112",
                "911, 112",
                "911 & 112");
    }

    @ParameterizedTest
    @MethodSource("emergencies")
    @DisplayName("D7 an emergency number is never refused, in whatever form it is dialed or pasted")
    void emergency(String dialed) {
        Destination emergency = new Destination.Emergency("911");
        assertEquals(emergency, Destination.parse(dialed, "US"));
        assertEquals(emergency, Destination.parse(dialed, "DE"));
        assertEquals(emergency, Destination.parse(dialed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GB|999#|999",
                "GB|999 x1|999",
                "GB|112,1|112",
                "AU|000#|000",
                "AU|tel:000,5|000",
                "DE|110/112|110",
                "DE|110 oder 112|110",
                "FR|15,2|15",
                "FR|17 / 18|17",
                "JP|１１９＃|119",
                "JP|110、1|110",
                "IN|११२ x1|112",
                "BR|190 ramal 5|190",
                "RU|112 доб. 5|112",
                "CN|１１０，５|110",
                "001|112#|112",
                "TK|911w1|911"
            })
    @DisplayName("D7 so are the emergency numbers of other regions")
    void ofOtherRegions(String region, String dialed, String code) {
        assertEquals(new Destination.Emergency(code), Destination.parse(dialed, region));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<urn:service:sos>|urn:service:sos",
                "\"Help\" <urn:service:sos.police>|urn:service:sos.police",
                "<urn:service:sos.fire>;tag=1|urn:service:sos.fire",
                "'urn:service:sos'|urn:service:sos",
                "urn:service:sos;user=phone|urn:service:sos",
                "urn:service:sos?test=1|urn:service:sos"
            })
    @DisplayName("D7 the emergency services of RFC 5031 are emergencies in a header and with parameters too")
    void services(String dialed, String urn) {
        assertEquals(new Destination.Emergency(urn), Destination.parse(dialed, "US"));
        assertEquals(new Destination.Emergency(urn), Destination.parse("\u202a" + dialed + "\u202c"));
    }

    static Stream<String> others() {
        return Stream.of(
                "911555",
                "911 555",
                "911 555 0123",
                "(911) 555-0123",
                "9115",
                "911 5",
                "911-5",
                "911/5",
                "911911",
                "1911",
                "1-911",
                "0911",
                "00911",
                "011911",
                "+911",
                "+1911",
                "+1 911",
                "tel:+1-911",
                "tel:+911;phone-context=+1",
                "sip:+911@host",
                "911a",
                "911x",
                "911xx5",
                "911-xxx-xxxx",
                "E911",
                "e911,5",
                "call 911",
                "911 Main St",
                "911, Main Street",
                "$911",
                "\u20ac112",
                "*911",
                "*911#",
                "*112#",
                "#112#",
                "**911",
                "*21*911#",
                "*67 911 555 0123",
                "#31#911555",
                "911, +12025550123",
                "911 or 2025550123",
                "2025550911",
                "202-555-0911",
                "+12025550911",
                "202 555 0123 x911",
                "202-555-0123,911",
                "+1 202 555 0123 #112",
                "tel:+12025550123;ext=911",
                "sip:+12025550123@911",
                "sip:alice:911@host",
                "\"911\" <sip:+12025550123@host>",
                "911 <tel:+12025550123>",
                "+91 1123456789",
                "+49 112 3456789",
                "urn:service:sosfire",
                "urn:service:sos.",
                "urn:nena:service:sos",
                "\u202a+911\u202c",
                "9\u200b11555",
                NOTHING);
    }

    @ParameterizedTest
    @MethodSource("others")
    @DisplayName("D7 what only holds an emergency number's digits is none")
    void other(String dialed) {
        assertFalse(Destination.parse(dialed, "US") instanceof Destination.Emergency);
        assertFalse(Destination.parse(dialed) instanceof Destination.Emergency);
    }

    @Property
    @Label("D7 invisible characters anywhere, quotes around and an extension behind change no emergency number")
    void anywhere(
            @ForAll("invisible") String before,
            @ForAll("invisible") String within,
            @ForAll("invisible") String behind,
            @ForAll("ends") String end) {
        for (String code : List.of("911", "112")) {
            String dialed = before + code.charAt(0) + within + code.substring(1) + behind + end + before;
            assertEquals(new Destination.Emergency(code), Destination.parse(dialed, "US"));
        }
    }

    @Provide
    Arbitrary<String> invisible() {
        return Arbitraries.strings()
                .withChars("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
                        + "\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0f\ufeff \u00a0\u2009\u202f\u3000\t")
                .ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("", "#", ",", ",5", ",,45#", ";5", "x5", " ext 45", "w5", ";ext=5", ".", "\"");
    }

    @Property
    @Label("D7 a valid number is none, with whatever extension")
    void phoneNumbersAreNoEmergency(@ForAll("extensions") String extension, @ForAll("regions") String region) {
        for (String number : List.of("+12025550911", "+4930112911", "+911123456789", "+61999999911")) {
            assertFalse(Destination.parse(number + extension, region) instanceof Destination.Emergency);
        }
    }

    @Provide
    Arbitrary<String> extensions() {
        return Arbitraries.of(",", ";", "x", " ext ", "#", "w", "/", " or ", "\n")
                .flatMap(
                        mark -> Arbitraries.of("911", "112", "110", "999", "15").map(code -> mark + code));
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of(Regions.known());
    }
}
