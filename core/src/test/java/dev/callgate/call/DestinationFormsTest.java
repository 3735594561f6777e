package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.E164;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which dialers hand over a destination, without a region. */
class DestinationFormsTest {
    private static final E164 WASHINGTON = E164.of("+12025550123");

    private static Destination.Invalid undialable(String dialed) {
        return assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed), dialed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123",
                "+1 (202) 555-0123",
                "+12025550123,",
                "tel:+12025550123",
                "TEL:+1-202-555-0123",
                " tel: +1 202 555 0123 ",
                "\u00a0tel:+1.202.555.0123",
                "tel:%2B12025550123",
                "tel:+1(202)555-0123;isub=1234",
                "tel:+12025550123;isub=1234;foo=bar;npdi",
                "tel:+12025550123;phone-context=+44",
                "tel:+12025550123;phone-context=example.com",
                "tel:2025550123;phone-context=+1",
                "tel:202-555-0123;PHONE-CONTEXT=+1",
                "tel:0123;phone-context=+1-202-555",
                "tel:0123;foo;phone-context=%2B1-202-555;bar=1",
                "sip:+12025550123@example.com",
                "SIP:+12025550123@example.com",
                "sips:+12025550123@example.com",
                "sip:+12025550123@host:5060;transport=udp",
                "sip:+12025550123@[2001:db8::1]:5060",
                "sip:+1-202-555-0123@192.0.2.1;user=phone?subject=x@y",
                "sip:+12025550123:secret@host",
                "sip:+12025550123;isub=1:secret@host",
                "sip:2025550123;phone-context=+1@host;user=phone",
                "sip:%2B12025550123@host",
                "sip:%2b1%20202%20555%200123@host",
                "+12025550123@host",
                "%2B12025550123@host",
                "2025550123;phone-context=+1@host"
            })
    @DisplayName("a number is understood in the forms of tel URIs (RFC 3966) and SIP URIs (RFC 3261)")
    void numbersInUris(String dialed) {
        assertEquals(new Destination.Valid(WASHINGTON), Destination.parse(dialed));
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550123;ext=45, 45",
        "tel:+1-202-555-0123;ext=45, 45",
        "tel:+1-202-555-0123;isub=1;EXT=4-5;foo, 45",
        "tel:2025550123;phone-context=+1;ext=45, 45",
        "tel:+12025550123 x45, 45",
        "sip:+12025550123;ext=45@host, 45",
        "'sip:+12025550123,,45@host', 45",
        "+1 202 555 0123 x45, 45",
        "+1 202 555 0123x45, 45",
        "+1 202 555 0123 X 45, 45",
        "+1 202 555 0123 ext 45, 45",
        "+1 202 555 0123 ext45, 45",
        "+1 202 555 0123 ext. 45, 45",
        "'+1 202 555 0123, Ext. 45', 45",
        "+1 202 555 0123 extension 45, 45",
        "+12025550123#45, 45",
        "'+12025550123,45', 45",
        "'+12025550123,,45', 45",
        "'+12025550123,;, 45', 45",
        "+12025550123;45, 45",
        "+12025550123;45;isub=1, 45",
        "+12025550123 x0, 0",
        "+12025550123 x01234567, 01234567",
        "+12025550123 x４５, 45"
    })
    @DisplayName("an extension is kept, and the number is understood without it")
    void extensions(String dialed, String extension) {
        assertEquals(new Destination.Valid(WASHINGTON, extension), Destination.parse(dialed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123 x123456789",
                "+12025550123;ext=",
                "+12025550123;ext=a1",
                "+12025550123;ext=+45",
                "+12025550123;ext=123456789",
                "+12025550123,1234567890",
                "+12025550123;1;ext=2",
                "+12025550123;ext=1;ext=1",
                "+12025550123,,1234,,5678",
                "+12025550123 x1 x2",
                "+12025550123 x",
                "+12025550123#",
                "+12025550123 fax45",
                "+12025550123,+13035550123",
                "+12025550123;+13035550123",
                "+12025550123;or +13035550123",
                "+12025550123; ext=45",
                "+12025550123;ext=45;;isub=1",
                "+12025550123;isub=1;45",
                ";ext=45",
                "x45"
            })
    @DisplayName("D1 what has no extension's form is not taken for one, nor left out")
    void noExtensions(String dialed) {
        assertEquals(Refused.Reason.INVALID_DESTINATION, undialable(dialed).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-800-FLOWERS",
                "+1 800 FLOWERS",
                "+1-800-flowers",
                "(800) FLOWERS",
                "1-800-FLOWERS x45",
                "1-800-XEROX1",
                "tel:+1-800-FLOWERS",
                "tel:flowers;phone-context=+1-800",
                "sip:1-800-FLOWERS@host"
            })
    @DisplayName("D1 letters that stand for digits are refused by name")
    void vanityLetters(String dialed) {
        Destination.Invalid refused = undialable(dialed);
        assertEquals(Refused.Reason.VANITY_LETTERS, refused.code());
        assertTrue(refused.problem().contains("\"" + dialed + "\""), refused::problem);
        assertEquals(refused.code(), vanityNumber("US", dialed));
    }

    private static String vanityNumber(String region, String dialed) {
        return assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed, region))
                .code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:",
                "tel:;ext=45",
                "tel:nobody",
                "tel:2025550123",
                "tel:2025550123;phone-context=",
                "tel:2025550123;phone-context=1",
                "tel:2025550123;phone-context=+",
                "tel:2025550123;phone-context=+1;phone-context=+44",
                "tel:863-1234;phone-context=+1-914-555",
                "tel:+1202555%",
                "tel:+1202555012%3",
                "tel:+1202555012%zz",
                "tel:%-1+12025550123",
                "tel:+12025550123%00",
                "tel:+12025550123;=1",
                "sip:",
                "sip:@",
                "sip:@example.com",
                "sip:example.com",
                "sip:example.com:5060;transport=udp",
                "sip:+12025550123",
                "sip:2025550123@host",
                "sip:alice@example.com",
                "sip:alice:+12025550123@example.com",
                "sip:alice@+12025550123",
                "alice@example.com",
                "@",
                "+1202%5550123",
                "mailto:+12025550123",
                "http://example.com/+12025550123",
                "+12025550123\u0000",
                "\u001b+12025550123",
                "+1202555012\ud835\udfdb3",
                "call me"
            })
    @DisplayName("D1 what holds no number is said to be so, and named, in whatever form it comes")
    void withoutANumber(String dialed) {
        Destination.Invalid refused = undialable(dialed);
        assertEquals(dialed, refused.text());
        assertEquals(Refused.Reason.INVALID_DESTINATION, refused.code());
        assertTrue(refused.problem().contains("\"" + VisibleText.shown(dialed) + "\""), refused::problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:7042;phone-context=example.com", "sip:7042;phone-context=example.com@host"})
    @DisplayName("D1 a number of a private numbering plan is refused as such")
    void privateNumberingPlans(String dialed) {
        assertTrue(undialable(dialed).problem().contains("private numbering plan"), dialed);
    }

    @Test
    @DisplayName("D1 a SIP URI without a user part is refused as such")
    void noUserPart() {
        assertTrue(undialable("sip:example.com").problem().contains("no user part"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:911",
                "TEL:9-1-1",
                " tel:911 ",
                "tel:%39%31%31",
                "tel:911;ext=45",
                "tel:911;ext=1;ext=2",
                "tel:911;foo bar",
                "tel:911;phone-context=+1",
                "tel:911;phone-context=+1-914-555",
                "tel:911;phone-context=example.com",
                "sip:911@host",
                "SIPS:911@host:5061;transport=tls",
                "sip:911:secret@host",
                "sip:911;phone-context=+1@host;user=phone",
                "sip:%3911@host",
                "sip:911,@host",
                "sip:911@",
                "sip:911",
                "sip:911;user=phone",
                "911@host",
                "911,,",
                "911;",
                "911 !",
                "911;isub=1"
            })
    @DisplayName("D7 an emergency number is found in every form that a number is understood in")
    void emergencyNumbersInUris(String dialed) {
        assertEquals(new Destination.Emergency("911"), Destination.parse(dialed));
        assertEquals(new Destination.Emergency("911"), Destination.parse(dialed, "US"));
    }

    @Test
    @DisplayName("D7 an emergency number stays one in a context")
    void emergencyNumberInAContext() {
        assertEquals(new Destination.Emergency("112"), Destination.parse("tel:112;phone-context=+49"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:service:sos",
                "URN:Service:SOS",
                "urn:service:sos.fire",
                "urn:service:sos.police",
                "urn:service:sos.animal-control",
                "urn:service:sos.ecall.automatic"
            })
    @DisplayName("D7 the emergency services of RFC 5031 are emergencies")
    void emergencyServices(String urn) {
        assertEquals(new Destination.Emergency(urn), Destination.parse(" " + urn + "\n"));
        assertEquals(new Destination.Emergency(urn), Destination.parse(urn, "DE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:service:sos.",
                "urn:service:sos..fire",
                "urn:service:sos.-fire",
                "urn:service:sosfire",
                "urn:service:counseling",
                "urn:service:",
                "urn:nena:service:sos",
                "service:sos",
                "tel:+911",
                "tel:911911",
                "sip:911x@host",
                "sip:sos@911",
                "tel:+49112",
                "sip:alice:911@host"
            })
    @DisplayName("D7 what only looks like an emergency number is none in any form")
    void noEmergencies(String dialed) {
        undialable(dialed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 45", "x45", "123456789", "４５", "+4"})
    void dialableRejectsAnotherExtension(String extension) {
        assertThrows(IllegalArgumentException.class, () -> new Destination.Valid(WASHINGTON, extension));
    }

    @Test
    void noExtensionByDefault() {
        assertNull(new Destination.Valid(WASHINGTON).extension());
        assertInstanceOf(Destination.Valid.class, new Destination.Valid(WASHINGTON, "12345678"));
    }

    @Property
    @Label("any extension of 1 to 8 digits is kept behind any mark")
    void keepsExtensions(@ForAll("extensions") String extension, @ForAll("marks") String mark) {
        assertEquals(
                new Destination.Valid(WASHINGTON, extension), Destination.parse("+1 202-555-0123" + mark + extension));
    }

    @Provide
    Arbitrary<String> extensions() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.of("x", " x", " ext ", " ext. ", " EXTENSION ", "#", ",", ",,", ";", ";ext=");
    }
}
