package dev.callgate.examples.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.host.Text;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final TextTable<String> TABLE =
            TextTable.<String>empty().left("agent", text -> text).right("length", text -> Text.count(text.length()));

    private static String printed(Consumer<PrintWriter> printing) {
        StringWriter out = new StringWriter();
        printing.accept(new PrintWriter(out));
        return out.toString().lines().collect(Collectors.joining("\n"));
    }

    @Test
    void fitsColumnsToTheirContent() {
        assertEquals(
                "  agent        length\n  a                 1\n  ten letters      11",
                printed(out -> TABLE.print(out, List.of("a", "ten letters"))));
    }

    @Test
    void abbreviatesInTheMiddle() {
        assertEquals(
                "  agent  length\n  a           1\n  ... 3 more\n  e           1",
                printed(out -> TABLE.printShortened(out, List.of("a", "b", "c", "d", "e"), 1, 1)));
    }

    @Test
    void doesNotAbbreviateShortText() {
        assertEquals(
                printed(out -> TABLE.print(out, List.of("a", "b"))),
                printed(out -> TABLE.printShortened(out, List.of("a", "b"), 2, 1)));
    }

    @Test
    void printsNoControlCharacters() {
        assertEquals("  agent   length\n  a [31m       6", printed(out -> TABLE.print(out, List.of("a\u001B[31m"))));
    }
}
