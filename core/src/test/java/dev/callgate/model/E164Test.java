package dev.callgate.model;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.internal.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class E164Test {
    private static final String MEGABYTE = "1".repeat(1 << 20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123",
                "+1 202 555 0123",
                "+1 (202) 555-0123",
                "+1-202-555-0123",
                "+1.202.555.0123",
                "  +12025550123\t",
                "+ 1 202 555 0123",
                "+１２０２５５５０１２３",
                "+１ （２０２） ５５５－０１２３",
                "+1\u00a0202\u00a0555\u00a00123"
            })
    void parsesCommonSpellings(String text) {
        assertEquals("+12025550123", E164.parse(text).toString());
    }

    @Test
    void removesATrunkPrefixInParentheses() {
        assertEquals("+442079460958", E164.parse("+44 (0)20 7946 0958").toString());
    }

    @Test
    void keepsALeadingZeroOfTheNumber() {
        assertEquals("+390612345678", E164.parse("+39 06 1234 5678").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n",
                "+",
                "+1",
                "+12",
                "12025550123",
                "0012025550123",
                "2025550123",
                "+0012025550123",
                "+999123456789",
                "+1202555CALL",
                "+12025550123 ext. 5",
                "+12025550123x5",
                "+12025550123;ext=5",
                "tel:+12025550123",
                "nobody",
                "+١٢x",
                "+12025550123 +13035550123",
                "+1202&5550123",
                "+1202\u00005550123"
            })
    void rejectsMalformedText(String text) {
        InvalidNumberException refused =
                assertThrowsNaming(InvalidNumberException.class, () -> E164.parse(text), quoted(text));
        assertTrue(refused.isMalformed(), refused::getMessage);
        assertFalse(refused.reason().isBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1202555012",
                "+120255501234",
                "+11115550123",
                "+15555550123",
                "+8005550123",
                "+88299",
                "+49123",
                "+7 000 000 00 00"
            })
    @DisplayName("D1 a number that no country has is refused")
    void rejectsImpossibleNumbers(String text) {
        InvalidNumberException refused =
                assertThrowsNaming(InvalidNumberException.class, () -> E164.parse(text), "\"" + text + "\"");
        assertFalse(refused.isMalformed(), refused::getMessage);
    }

    /** The text as messages show it, with code points for invisible characters. */
    private static String quoted(String text) {
        return "\"" + VisibleText.shown(text) + "\"";
    }

    @Test
    void rejectsHugeTextQuickly() {
        for (String text : List.of(MEGABYTE, "+" + MEGABYTE, "+1" + " ".repeat(1 << 20) + "2025550123")) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                assertThrows(InvalidNumberException.class, () -> E164.parse(text));
                assertThrows(InvalidNumberException.class, () -> E164.of(text));
            });
        }
    }

    @Test
    void rejectsNull() {
        assertThrowsNaming(NullPointerException.class, () -> E164.parse(null), "text");
        assertThrowsNaming(NullPointerException.class, () -> E164.of(null), "value");
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550123, US",
        "+17872345678, PR",
        "+18762345678, JM",
        "+18092345678, DO",
        "+14165550123, CA",
        "+442079460958, GB",
        "+441534123456, JE",
        "+447797712345, JE",
        "+74951234567, RU",
        "+77012345678, KZ",
        "+80012345678, 001",
        "+870301234567, 001",
        "+88216123456, 001",
        "+883510001234567, 001",
        "+979123456789, 001"
    })
    @DisplayName("D8 the region is libphonenumber's: +1 is not the US, +44 not only GB, +7 not only RU")
    void returnsTheRegion(String text, String region) {
        assertEquals(region, E164.parse(text).region());
        assertEquals(region, E164.of(text).region());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12", "+999123456789", "+11115550123", "+123456789012345"})
    void acceptsNumbersWithoutARegion(String text) {
        assertEquals(text, E164.of(text).toString());
        assertEquals(Regions.UNKNOWN, E164.of(text).region());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "+0123",
                "12025550123",
                "+1 2025550123",
                "+12025550123 ",
                "+12025550123\n",
                "+1234567890123456",
                "+１２",
                "+1a"
            })
    void ofRejectsOtherForms(String text) {
        InvalidNumberException refused =
                assertThrowsNaming(InvalidNumberException.class, () -> E164.of(text), quoted(text), "+12025550123");
        assertTrue(refused.isMalformed());
    }

    @ParameterizedTest
    @CsvSource({"+12345, +*****", "+12025550123, +12*******23", "+123456789012345, +12***********45"})
    void masksTheMiddle(String text, String masked) {
        assertEquals(masked, E164.of(text).masked());
    }

    @Test
    void equalityComparesDigits() {
        E164 parsed = E164.parse("+1 202 555 0123");
        E164 taken = E164.of("+12025550123");
        assertEquals(parsed, taken);
        assertEquals(parsed.hashCode(), taken.hashCode());
        assertEquals(0, parsed.compareTo(taken));
        assertNotEquals(parsed, E164.of("+12025550124"));
        assertNotEquals(parsed, null);
        assertFalse(parsed.equals((Object) "+12025550123"));
    }

    @Property
    @Label("numbers are equal, sort, and read as their texts do")
    void isLikeItsText(
            @ForAll @LongRange(min = 10, max = 999_999_999_999_999L) long one,
            @ForAll @LongRange(min = 10, max = 999_999_999_999_999L) long other,
            @ForAll @IntRange(max = 13) int cut) {
        long shorter = Math.max(10, one / (long) Math.pow(10, cut));
        for (long second : new long[] {other, one, shorter, one + 1 - one % 2}) {
            E164 first = E164.of("+" + one);
            E164 next = E164.of("+" + second);
            assertEquals("+" + one, first.toString());
            assertEquals(one, first.toLong());
            assertEquals(("+" + one).equals("+" + second), first.equals(next));
            assertEquals(Integer.signum(("+" + one).compareTo("+" + second)), Integer.signum(first.compareTo(next)));
        }
    }

    @Test
    void sortsByItsText() {
        TreeSet<E164> sorted = new TreeSet<>(List.of(E164.of("+49"), E164.of("+1999"), E164.of("+21")));
        assertEquals("[+1999, +21, +49]", sorted.toString());
    }

    @Property
    @Label("any text is parsed, or refused as no number")
    void neverThrowsAnythingElse(@ForAll String text) {
        try {
            assertEquals(E164.of(E164.parse("+" + text).toString()), E164.parse("+" + text));
        } catch (InvalidNumberException e) {
            assertTrue(e.getMessage().contains(quoted("+" + text)), e::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123#5",
                "+12025550123,5",
                "+12025550123,,5",
                "+12025550123;5",
                "+12025550123~5",
                "+12025550123 13#",
                "+12025550123;13035550123",
                "+12025550123!!",
                "+12025550123$",
                "+1202*5550123"
            })
    @DisplayName("an extension without letters, and anything else that is not dialed, is refused")
    void rejectsAnUnmarkedExtension(String text) {
        assertThrowsNaming(InvalidNumberException.class, () -> E164.parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12", "+123", "+1234"})
    @DisplayName("the shortest numbers are masked too")
    void masksTheShortestNumbers(String text) {
        assertTrue(E164.of(text).masked().contains("*"), E164.of(text)::masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10", "+12025550123", "+883510001234567", "+999999999999999"})
    @DisplayName("a number is told apart as an integer too: its digits, which are never 0")
    void convertsToALong(String text) {
        assertEquals(text, "+" + E164.of(text).toLong());
    }
}
