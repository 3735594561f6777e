package dev.callgate.examples.embedding.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The document for operators has every message that the library logs at INFO and above. */
class LogTest {
    private static final Document OPERATING = Document.of("storage-jdbc/OPERATING.md");
    private static final Pattern CALL = Pattern.compile("LOG\\.(?:info|warn|error)\\((.*?)\\);", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int LEAST_MESSAGES = 16;

    private static List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (String module : List.of("core", "storage-jdbc", "storage-memory")) {
            Path sources = Document.PROJECT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.find(
                    sources, 20, (path, attributes) -> path.toString().endsWith(".java"))) {
                for (Path file : files.toList()) {
                    Matcher call = CALL.matcher(Files.readString(file));
                    while (call.find()) {
                        TEXT.matcher(call.group(1))
                                .results()
                                .map(text -> text.group(1))
                                .filter(text -> text.contains(" "))
                                .forEach(messages::add);
                    }
                }
            }
        }
        return messages;
    }

    @Test
    @DisplayName("Documents: each message of the log is explained")
    void everyMessageIsExplained() throws IOException {
        List<String> messages = messages();
        assertTrue(messages.size() >= LEAST_MESSAGES, messages::toString);
        assertEquals(
                List.of(),
                messages.stream()
                        .map(each -> "`" + each.replace("{}", "…") + "`")
                        .filter(each -> !OPERATING.text().contains(each))
                        .toList());
    }
}
