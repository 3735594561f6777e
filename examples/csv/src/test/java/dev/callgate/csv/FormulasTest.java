package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {
    private static final Pattern FORMULA = Pattern.compile("[ \u00A0\"]*[=+\\-@＝＋－＠].*", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    =1+1                     | '=1+1
                    +1202555O123,telnyx,US   | '+1202555O123,telnyx,US
                    -2+3                     | '-2+3
                    @SUM(A1)                 | '@SUM(A1)
                    "=1"                     | '"=1"
                    '=1                      | ''=1
                    ＝1                      | '＝1
                    agent;=cmd()             | agent;'=cmd()
                    a, "=b"                  | a,' "=b"
                    a=b,c-d,e                | a=b,c-d,e
                    'tis                     | 'tis
                    ''                       | ''                     """)
    @DisplayName("what a spreadsheet would take for a formula gets an apostrophe, wherever the spreadsheet splits")
    void disarms(String text, String disarmed) {
        assertEquals(disarmed, Formulas.disarmed(text));
        assertEquals(text, Formulas.restored(disarmed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "'", "'a", "a'=b", "a,'b"})
    void leavesOtherTextUnchanged(String text) {
        assertEquals(text, Formulas.disarmed(text));
        assertEquals(text, Formulas.restored(text));
    }

    @Property(tries = 5_000)
    @Label("any text is disarmed, and restored exactly")
    void canBeUndoneExactly(@ForAll("texts") String text) {
        String disarmed = Formulas.disarmed(text);
        assertEquals(text, Formulas.restored(disarmed));
        for (String cell : List.of(disarmed.split("[,;\t]"))) {
            assertFalse(FORMULA.matcher(cell).matches(), disarmed);
        }
        assertTrue(disarmed.length() >= text.length());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("'\"=+-@, ;\tab\u00A0＝").ofMaxLength(12);
    }
}
