package dev.callgate.examples.embedding.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents' links lead somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    static List<Document> documents() throws IOException {
        return Document.all();
    }

    @ParameterizedTest(name = "Documents: the links of {0} lead to files and headings that exist")
    @MethodSource("documents")
    void linksAreValid(Document document) {
        List<String> dead = LINK.matcher(CODE.matcher(document.text()).replaceAll(""))
                .results()
                .map(each -> each.group(1))
                .filter(each -> !each.startsWith("http"))
                .filter(each -> !exists(document, each))
                .toList();
        assertEquals(List.of(), dead, document.name());
    }

    private static boolean exists(Document from, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? from.path() : from.path().resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || hasHeading(target, link.substring(hash + 1)));
    }

    private static boolean hasHeading(Path file, String anchor) {
        String text = Document.of(file.toString()).text();
        return HEADING.matcher(CODE.matcher(text).replaceAll("")).results().anyMatch(each -> anchorOf(each.group(1))
                .equals(anchor));
    }

    /** The anchor that GitHub gives a heading. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    @Test
    @DisplayName("Documents: the README has 160 lines at most")
    void readmeIsShort() {
        long lines = Document.of("README.md").text().lines().count();
        assertTrue(lines <= 160, () -> "README.md has " + lines + " lines: move details to the README of a module");
    }
}
