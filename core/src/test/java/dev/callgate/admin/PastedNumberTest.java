package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Regions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people paste them into an inventory or a search. */
class PastedNumberTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00A0, 0x00AD, 0x034F, 0x061C, 0x1680, 0x180E, 0x2002, 0x2003, 0x2007, 0x2008, 0x2009, 0x200A, 0x200B,
                        0x200C,
                0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x202F, 0x205F, 0x2060,
                        0x2061,
                0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206F, 0x3000, 0xFE0E, 0xFE0F, 0xFEFF, 0xE0020,
                        '\t'
            })
    @DisplayName("D1 a number is taken with any invisible character or space around it and between its digits")
    void anyInvisibleCharacter(int codePoint) {
        String mark = Character.toString(codePoint);
        String text = mark + "+1" + mark + "202" + mark + mark + "555" + mark + "0123" + mark;
        assertEquals("+12025550123", E164.parse(text).toString());
        assertEquals("+12025550123", E164.parse(text, "DE").toString());
        assertEquals(
                "+12025550123",
                NewNumber.of(ORGANIZATION, text)
                        .country(mark + "us" + mark)
                        .e164()
                        .toString());
        assertEquals(
                "202555",
                NumberQuery.of(ORGANIZATION).digits(mark + "202555" + mark).digits());
        assertThrows(InvalidNumberException.class, () -> E164.of(mark + "+12025550123"));
    }

    @Test
    @DisplayName("D9 messages show what cannot be seen in a number, a country and digits that are looked for")
    void shown() {
        assertThrowsNaming(InvalidNumberException.class, () -> E164.parse("\u200e202"), "\"<U+200E>202\"");
        assertThrowsNaming(InvalidNumberException.class, () -> E164.of("+1202\u200b"), "\"+1202<U+200B>\"");
        assertThrowsNaming(IllegalArgumentException.class, () -> Regions.require("U\u200eX"), "\"U<U+200E>X\"");
        assertThrowsNaming(
                IllegalArgumentException.class,
                () -> NumberQuery.of(ORGANIZATION).digits("2\u00a02"),
                "\"2<U+00A0>2\"");
    }

    @ParameterizedTest
    @CsvSource({
        "DE, +49 30 123456/57",
        "DE, 030 123456/57",
        "DE, 030/123456/57",
        "DE, +49 30 123456 / +49 30 123457",
        "DE, +49 30 123456 +49 30 123457",
        "DE, 030 123456 oder 030 123457",
        "US, 202-555-0123/0124",
        "US, +1 202 555 0123 or +1 202 555 0124",
        "US, +1 202 555 0123; +1 202 555 0124",
        "US, 202-555-0123 & 202-555-0124"
    })
    @DisplayName("D1 two numbers in one text are refused as such, and not read as a third")
    void severalNumbers(String region, String text) {
        InvalidNumberException refused = assertThrows(InvalidNumberException.class, () -> E164.parse(text, region));
        assertTrue(refused.isMalformed(), refused::getMessage);
        assertTrue(refused.reason().contains("more than one number"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 030/123456, +4930123456",
        "DE, +49 30/12 34 56, +4930123456",
        "AT, 0662/8044-0, +4366280440",
        "US, 202/555/0123, +12025550123"
    })
    @DisplayName("D1 a slash behind an area code separates")
    void slashes(String region, String text, String number) {
        assertEquals(number, E164.parse(text, region).toString());
    }
}
