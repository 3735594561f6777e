package dev.callgate.examples.embedding;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The code on the pages is the code that compiles. */
class PagesTest {
    private static final Pattern CODE = Pattern.compile("```(?:java|kotlin|yaml)\n(.*?)```", Pattern.DOTALL);

    private static final Path SPRING_BOOT = Path.of("../spring-boot");

    static Stream<Arguments> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            List<Arguments> pages = files.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !each.toString().equals("README.md"))
                    .map(each -> arguments(each, Path.of("src/main")))
                    .toList();
            return Stream.concat(
                    pages.stream(),
                    Stream.of(arguments(SPRING_BOOT.resolve("README.md"), SPRING_BOOT.resolve("src/test"))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void codeMatchesTheSources(Path page, Path sources) throws IOException {
        List<List<String>> code = codeIn(sources);
        List<List<String>> blocks = CODE.matcher(Files.readString(page))
                .results()
                .map(each -> lines(each.group(1)))
                .toList();
        assertFalse(blocks.isEmpty(), "no code on " + page);
        for (List<String> block : blocks) {
            assertTrue(
                    code.stream().anyMatch(source -> Collections.indexOfSubList(source, block) >= 0),
                    () -> "%s has code that is in no source file:%n%s".formatted(page, String.join("\n", block)));
        }
    }

    private static List<List<String>> codeIn(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile)
                    .map(PagesTest::text)
                    .map(PagesTest::lines)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** However they are indented. */
    private static List<String> lines(String code) {
        return code.lines().map(String::strip).filter(each -> !each.isEmpty()).toList();
    }
}
