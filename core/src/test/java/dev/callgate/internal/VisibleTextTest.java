package dev.callgate.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00AD, 0x034F, 0x061C, 0x115F, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A,
                0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069,
                0x206A, 0x206F, 0x3164, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0020, 0xE007F,
                        0xE0100
            })
    @DisplayName("what cannot be seen is removed, and shown in a message")
    void invisible(int codePoint) {
        String character = Character.toString(codePoint);
        assertTrue(VisibleText.isInvisible(codePoint));
        assertFalse(VisibleText.isSpace(codePoint));
        assertEquals("12", VisibleText.clean(character + " 1" + character + "2 " + character));
        assertEquals("1<U+%04X>2".formatted(codePoint), VisibleText.shown("1" + character + "2"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0085, 0x00A0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
                0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000
            })
    @DisplayName("a space of any kind is trimmed at the ends and plain within, and shown in a message")
    void spaces(int codePoint) {
        String space = Character.toString(codePoint);
        assertTrue(VisibleText.isSpace(codePoint));
        assertFalse(VisibleText.isInvisible(codePoint));
        assertEquals("1 2", VisibleText.clean(space + "1" + space + "2" + space));
        assertEquals("1<U+%04X>2".formatted(codePoint), VisibleText.shown("1" + space + "2"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a\nb", "a<U+000A>b"),
                Arguments.of("a\tb", "a<U+0009>b"),
                Arguments.of("\u001b[31m", "<U+001B>[31m"),
                Arguments.of("a\u0000", "a<U+0000>"),
                Arguments.of("a\ud835b", "a<U+D835>b"),
                Arguments.of("\ue000", "<U+E000>"),
                Arguments.of("\u2800", "<U+2800>"),
                Arguments.of(" a b ", " a b "),
                Arguments.of("Jos\u00e9 \u0661 \u6f22 \ud83d\ude42", "Jos\u00e9 \u0661 \u6f22 \ud83d\ude42"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    @DisplayName("a message shows what can be seen as it is, and everything else by its code point")
    void shown(String text, String shown) {
        assertEquals(shown, VisibleText.shown(text));
    }

    @Test
    @DisplayName("a tab and a line break within a text stay, as control characters do")
    void controlCharacters() {
        assertEquals("a\tb\n\u0000c", VisibleText.clean("\r\n a\tb\n\u0000c\t"));
    }

    @Test
    @DisplayName("a long text is shortened, never within a character")
    void shortens() {
        assertEquals("x".repeat(100), VisibleText.shown("x".repeat(100)));
        assertEquals("x".repeat(100) + "… (101 characters)", VisibleText.shown("x".repeat(101)));
        assertEquals("x".repeat(99) + "🙂… (102 characters)", VisibleText.shown("x".repeat(99) + "🙂!"));
    }

    @Property
    @Label("of any text, nothing that cannot be seen is left by cleaning but control characters, nor by showing")
    void anyText(@ForAll String text) {
        String clean = VisibleText.clean(text);
        assertTrue(clean.codePoints().noneMatch(VisibleText::isInvisible));
        assertEquals(clean, VisibleText.clean(clean));
        String shown = VisibleText.shown(text);
        assertTrue(shown.codePoints().noneMatch(each -> VisibleText.isInvisible(each) || Character.isISOControl(each)));
        assertTrue(shown.length() < 150, shown);
    }

    @Test
    @DisplayName(
            "everything that Unicode calls a separator is a space, and no format character but visible signs is left")
    void everyCharacter() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(each -> {
            assertEquals(
                    Character.isSpaceChar(each) || Character.isWhitespace(each) || each == 0x85,
                    VisibleText.isSpace(each));
            if (Character.getType(each) == Character.FORMAT && !VisibleText.isInvisible(each)) {
                assertTrue(isPrependedSign(each), () -> "U+%04X".formatted(each));
            }
        });
    }

    /**
     * Signs of Arabic, Syriac and Kaithi before digits, and marks within Egyptian hieroglyphs, all of which are
     * visible.
     */
    private static boolean isPrependedSign(int codePoint) {
        return (codePoint >= 0x600 && codePoint <= 0x605)
                || (codePoint >= 0x13430 && codePoint <= 0x1343F)
                || IntStream.of(0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
                        .anyMatch(each -> each == codePoint);
    }
}
