package dev.callgate.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.E164;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations as people paste them from contacts, web pages and headers. */
class PastedDestinationTest {
    private static final E164 WASHINGTON = E164.of("+12025550123");

    private static Destination.Invalid undialable(String dialed, String region) {
        return assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed, region), dialed);
    }

    static Stream<String> invisible() {
        return Stream.of(
                "\u202a+12025550123\u202c",
                "\u202b+12025550123\u202c",
                "\u202d+1 202-555-0123\u202c",
                "\u202e+12025550123",
                "\u2066+12025550123\u2069",
                "\u2067+12025550123\u2069",
                "\u2068+1 (202) 555-0123\u2069",
                "\u200e+12025550123",
                "+12025550123\u200f",
                "\u061c+12025550123",
                "\ufeff+12025550123",
                "+1\u200b202\u200b555\u200b0123",
                "+1\u200c202\u200d5550123",
                "+1202\u00ad555\u00ad0123",
                "+1\u2060202\u2061555\u2062012\u20633\u2064",
                "+1202555\u180e0123",
                "+12025550123\ufe0f",
                "+1\u00a0202\u00a0555\u00a00123",
                "+1\u2007202\u2007555\u20070123",
                "+1\u2009202\u2009555\u20090123",
                "+1\u200a202\u202f555\u205f0123",
                "+1\u3000202\u3000555\u30000123",
                "\u2003+12025550123\u2003",
                "+1 202\u2028555\u20290123",
                "+1 202 555\n0123",
                "+1\t202\t555\t0123",
                "\r\n+12025550123\r\n",
                "+1 202\u2010555\u20110123",
                "+1 202\u2012555\u20130123",
                "+1 202\u2014555\u22120123",
                "+1 202\ufe58555\ufe630123",
                "\u202atel:+12025550123\u202c",
                "tel:\u200e+1-202-555-0123",
                "tel:%E2%80%AA+12025550123%E2%80%AC",
                "sip:\u200e+12025550123@example.com",
                "\u200b\u200b\u200b+12025550123",
                "\uff0b\uff11\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff12\uff13",
                "+1\ufe0f\u20e32025550123");
    }

    @ParameterizedTest
    @MethodSource("invisible")
    @DisplayName("D1 a number is understood without the invisible characters and odd spaces that come with a copy")
    void invisibleCharacters(String pasted) {
        assertEquals(new Destination.Valid(WASHINGTON), Destination.parse(pasted));
        assertEquals(new Destination.Valid(WASHINGTON), Destination.parse(pasted, "DE"));
    }

    static Stream<Arguments> shown() {
        return Stream.of(
                Arguments.of("\u202a+1202555012\u202c", "\"<U+202A>+1202555012<U+202C>\""),
                Arguments.of("nobody\u200b", "\"nobody<U+200B>\""),
                Arguments.of("+1\u00a0202\u00a05550123x", "\"+1<U+00A0>202<U+00A0>5550123x\""),
                Arguments.of("+12025550123\u0000", "\"+12025550123<U+0000>\""),
                Arguments.of("\u001b[2J", "\"<U+001B>[2J\""),
                Arguments.of("one\r\ntwo", "\"one<U+000D><U+000A>two\""),
                Arguments.of("\ufeff", "\"<U+FEFF>\""));
    }

    @ParameterizedTest
    @MethodSource("shown")
    @DisplayName("D9 a message shows what cannot be seen, and the text is kept as it came")
    void messagesShowInvisibleCharacters(String dialed, String shown) {
        Destination.Invalid refused = undialable(dialed, "US");
        assertTrue(refused.problem().startsWith(shown), refused::problem);
        assertEquals(dialed, refused.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 202 555 0123 extn 45",
                "+1 202 555 0123 extn. 45",
                "+1 202 555 0123 Ext: 45",
                "+1 202 555 0123 EXT:45",
                "+1 202 555 0123 ext-45",
                "+1 202 555 0123 xtn 45",
                "+1 202 555 0123 extension: 45",
                "+1 202 555 0123, extension 45",
                "+1 202 555 0123 x 45",
                "+1 202 555 0123 x. 45",
                "+1 202 555 0123 (ext 45)",
                "+1 202 555 0123 (ext. 45)",
                "+1 202 555 0123 (Ext: 45)",
                "+1 202 555 0123 [extn 45]",
                "+1 202 555 0123 (x45)",
                "+1 202 555 0123 (#45)",
                "+1 202 555 0123 (extension 45)",
                "+12025550123,,45#",
                "+12025550123,45#",
                "+12025550123;45#",
                "+12025550123 x45#",
                "+12025550123p45",
                "+12025550123w45",
                "+12025550123P45#",
                "+12025550123ppp45",
                "+12025550123,w,45",
                "+1 202 555 0123 anexo 45",
                "+1 202 555 0123 ramal 45",
                "+1 202 555 0123 int. 45",
                "+1 202 555 0123 \u0434\u043e\u0431. 45",
                "tel:+1-202-555-0123,,45#",
                "sip:+12025550123,,45%23@example.com",
                "+1 202 555 0123 x45 (office)",
                "+1 202 555 0123 (office) x45",
                "\"Bob\" <tel:+12025550123;ext=45>",
                "\uff0b\uff11 202 555 0123\uff0c\uff14\uff15",
                "+1 202 555 0123\u00a0ext\u00a045\u200e"
            })
    @DisplayName("D1 an extension is understood in the spellings of contacts and dialers")
    void extensions(String dialed) {
        assertEquals(new Destination.Valid(WASHINGTON, "45"), Destination.parse(dialed));
        assertEquals(new Destination.Valid(WASHINGTON, "45"), Destination.parse(dialed, "US"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "202-555-0123 (home)",
                "202-555-0123 (mobile)",
                "202-555-0123 (Work)",
                "202-555-0123 ( cell )",
                "202-555-0123(main)",
                "202-555-0123 [office]",
                "202-555-0123 (home 2)",
                "202-555-0123 (direct dial)",
                "202-555-0123 (toll-free)",
                "202-555-0123 (privat)",
                "202-555-0123 (gesch\u00e4ftlich)",
                "202-555-0123 (m\u00f3vil)",
                "202-555-0123 (bureau)",
                "202-555-0123 (work) (mobile)",
                "Mobile: 202-555-0123",
                "Tel.: 202-555-0123",
                "Tel. 202-555-0123",
                "Tel: 202-555-0123",
                "Home phone: 202-555-0123",
                "M: 202-555-0123",
                "\"Bob\" <sip:+12025550123@example.com>",
                "\"Bob\" <sip:+12025550123@example.com;user=phone>;tag=88sja8x",
                "\"Bob, Jr. <x>\" <sips:+12025550123@example.com>",
                "Bob <tel:+1-202-555-0123>",
                "Bob Smith <sip:+12025550123@example.com>",
                "<sip:+12025550123@example.com>",
                "<tel:202-555-0123;phone-context=+1>",
                "Bob <+12025550123>",
                "\"+1 303 555 0123\" <tel:+12025550123>",
                "\"202-555-0123\"",
                "'202-555-0123'",
                "\u201c202-555-0123\u201d",
                "\u00ab202-555-0123\u00bb",
                "<202-555-0123>",
                "[202-555-0123]",
                "callto:+12025550123",
                "tel://+12025550123"
            })
    @DisplayName("D1 a number is understood within a label, quotation marks, or a display name's header")
    void labelsAndNames(String dialed) {
        assertEquals(new Destination.Valid(WASHINGTON), Destination.parse(dialed, "US"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "202-555-0123 (do not call)",
                "202-555-0123 (wrong number)",
                "202-555-0123 (Bob)",
                "202-555-0123 home",
                "202-555-0123 call before noon",
                "Bob 202-555-0123",
                "Bob <bob@example.com>",
                "202-555-0123 <bob@example.com>",
                "\"202-555-0123\" <sip:bob@example.com>"
            })
    @DisplayName(
            "D1 words that say more than the kind of a line are not left out, and not called letters of the number")
    void otherWords(String dialed) {
        assertEquals(
                Refused.Reason.INVALID_DESTINATION, undialable(dialed, "US").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-800-FLOWERS", "1-800 (FLOWERS)", "(800) FLOWERS", "1-800-FLOW45", "1-800-GO-HOME1"})
    @DisplayName("D1 letters of a number stay so")
    void letters(String dialed) {
        assertEquals(Refused.Reason.VANITY_LETTERS, undialable(dialed, "US").code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE|+49 30 123456/57",
                "DE|030 123456/57",
                "DE|030/123456/57",
                "DE|030 123456/7",
                "DE|030/123456/030/123457",
                "DE|030 123456 oder 030 123457",
                "DE|030 123456 und 57",
                "DE|030 123456; 030 123457",
                "DE|03012345;03012346",
                "DE|03012345,03012346",
                "DE|+49 30 123456 +49 30 123457",
                "DE|'+49 30 123456|57'",
                "AT|0662 8044/8045",
                "US|+1 202 555 0123 / +1 202 555 0124",
                "US|+1 202 555 0123/+1 202 555 0124",
                "US|+1 202 555 0123 or +1 202 555 0124",
                "US|202-555-0123 / 202-555-0124",
                "US|202-555-0123/0124",
                "US|202-555-0123/4",
                "US|202-555-0123 or 0124",
                "US|202-555-0123 and 202-555-0124",
                "US|202-555-0123 & 202-555-0124",
                "US|202-555-0123, 202-555-0124",
                "US|2025550123,2025550124",
                "US|2025550123;2025550124",
                "US|+12025550123,+12025550124",
                "US|+12025550123;+12025550124",
                "US|+1 202 555 0123 +1 202 555 0124",
                "DK|32123456,32123457",
                "DK|+4532123456;32123457",
                "FR|01 42 68 53 00 ou 01 42 68 53 01",
                "FR|01 42 68 53 00 / 01",
                "ES|912 345 678 y 912 345 679",
                "IT|06 69812345 o 06 69812347"
            })
    @DisplayName("D1 two numbers in one field are refused as such, and not called as a third")
    void severalNumbers(String region, String dialed) {
        Destination.Invalid refused = undialable(dialed, region);
        assertEquals(Refused.Reason.INVALID_DESTINATION, refused.code());
        assertTrue(refused.problem().contains("more than one number"), refused::problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"030 123456\n030 123457", "030 123456\t57", "+49 30 123456\r\n+49 30 123457"})
    @DisplayName("D1 so are numbers in two lines or cells")
    void numbersInTwoLines(String dialed) {
        assertTrue(undialable(dialed, "DE").problem().contains("more than one number"), dialed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE|030/123456|+4930123456",
                "DE|030 / 12 34 56|+4930123456",
                "DE|(030)/123456|+4930123456",
                "DE|+49 30/123456|+4930123456",
                "DE|+49(0)30/123456|+4930123456",
                "DE|030/123456-57|+493012345657",
                "DE|030 123456-57|+493012345657",
                "DE|0170/1234567|+491701234567",
                "DE|02203/12345|+49220312345",
                "DE|033701/12345|+493370112345",
                "DE|0180/5 123456|+491805123456",
                "DE|0049/30/123456|+4930123456",
                "AT|0662/8044-0|+4366280440",
                "AT|01/58801|+43158801",
                "HU|06/1/345-6789|+3613456789",
                "HU|06-30/123-4567|+36301234567",
                "US|202/555-0123|+12025550123",
                "US|202/555/0123|+12025550123",
                "US|+1/202/555/0123|+12025550123",
                "BE|02/512 34 56|+3225123456",
                "CH|044/668 18 00|+41446681800",
                "JP|03\u30fc1234\u30fc5678|+81312345678"
            })
    @DisplayName("D8 a slash that separates the digits of one number still does")
    void separators(String region, String dialed, String number) {
        assertEquals(new Destination.Valid(E164.of(number)), Destination.parse(dialed, region));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "US|211",
                "US|311",
                "US|411",
                "US|511",
                "US|611",
                "US|711",
                "US|811",
                "US|988",
                "US|9-8-8",
                "US|988#",
                "US|988 x5",
                "US|tel:988",
                "US|tel:411;phone-context=+1",
                "US|sip:411@example.com",
                "US|\"Lifeline\" <tel:988>",
                "US|\uff19\uff18\uff18",
                "US|\u202a988\u202c",
                "US|611 (mobile)",
                "CA|811",
                "CA|988",
                "PR|411",
                "JM|311",
                "GB|101",
                "GB|111",
                "GB|116 123",
                "GB|123",
                "DE|115",
                "DE|116117",
                "DE|116 123",
                "FR|3919",
                "FR|116 006",
                "IT|116000"
            })
    @DisplayName("D9 a short code is refused by a code of its own")
    void shortCodes(String region, String dialed) {
        Destination.Invalid refused = undialable(dialed, region);
        assertEquals("short_code", refused.code());
        assertTrue(refused.problem().contains("short code"), refused::problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"411", "988", "tel:988", "9-8-8"})
    @DisplayName("D9 so is one of North America where no region is known, and no other")
    void shortCodesWithoutARegion(String dialed) {
        assertEquals(
                "invalid_destination",
                assertInstanceOf(Destination.Invalid.class, Destination.parse("116123"))
                        .code());
        assertEquals(
                "short_code",
                assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*67",
                "*82",
                "*69",
                "#31#",
                "*#06#",
                "*100#",
                "*67 202 555 0123",
                "*672025550123",
                "*67,2025550123",
                "*67+12025550123",
                "*82 1 202 555 0123",
                "#31#+12025550123",
                "*31#2025550123",
                "**21*+12025550123#",
                "##002#",
                "(*67) 202 555 0123",
                "tel:*67",
                "tel:*672025550123",
                "sip:*67@example.com",
                "sip:*672025550123@example.com",
                "\"Bob\" <tel:*67>",
                "\u202a*67\u202c",
                "\uff0a67",
                "\uff0331\uff03"
            })
    @DisplayName("D9 a vertical service code is refused by a code of its own, with a number and without")
    void verticalServiceCodes(String dialed) {
        Destination.Invalid refused = undialable(dialed, "US");
        assertEquals("vertical_service_code", refused.code());
        assertEquals(
                refused.code(),
                assertInstanceOf(Destination.Invalid.class, Destination.parse(dialed))
                        .code());
    }
}
