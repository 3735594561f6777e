package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a do-not-call list. */
class ListFuzzTest {
    private static final Pattern NUMBER = Pattern.compile("([2-9][0-9]{2}),?([0-9]{7})");

    @TempDir
    static Path folder;

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/dnc/ListFuzzTestInputs/list"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("a list is read with all of its numbers, or refused as a whole")
    void stored(Path input) throws IOException {
        list(Files.readAllBytes(input));
    }

    @FuzzTest
    void list(byte[] list) throws IOException {
        Path file = Files.write(folder.resolve("list"), list);
        List<String> listed = numbersOf(file, ListKind.FULL);
        numbersOf(file, ListKind.CHANGES);
        if (listed != null && isText(list)) {
            assertEquals(expected(list), listed);
        }
    }

    /** Returns the numbers; null if the file is refused. */
    private static List<String> numbersOf(Path file, ListKind kind) throws IOException {
        List<String> numbers = new ArrayList<>();
        List<BadLine> bad = new ArrayList<>();
        NumberSink sink = (change, areaCode, local) -> {
            assertTrue(kind.has(change));
            assertTrue(areaCode >= 200 && areaCode < 1_000 && local >= 0 && local < 10_000_000);
            numbers.add("%03d".formatted(areaCode) + "%07d".formatted(local));
        };
        ListReader reader = new ListReader(kind, sink, bad::add);
        try {
            reader.read(file);
        } catch (DoNotCallException e) {
            assertTrue(e.getMessage().lines().count() == 1, e::getMessage);
            return null;
        }
        assertEquals(bad.size(), reader.badLines());
        assertTrue(bad.size() <= numbers.size()
                || new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).startsWith("PK"));
        return numbers;
    }

    private static boolean isText(byte[] list) {
        return new String(list, StandardCharsets.ISO_8859_1).matches("(?s)[^<PK]*+");
    }

    private static List<String> expected(byte[] list) {
        String text = new String(list, StandardCharsets.ISO_8859_1).replaceFirst("^\u00EF\u00BB\u00BF", "");
        return Stream.of(text.split("\n"))
                .map(line -> NUMBER.matcher(line.replaceAll("^[ \t\r]+|[ \t\r]+$", "")))
                .filter(Matcher::matches)
                .map(each -> each.group(1) + each.group(2))
                .toList();
    }
}
