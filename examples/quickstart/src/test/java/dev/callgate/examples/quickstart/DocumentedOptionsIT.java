package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program takes the options that the documents show: on H2, and with lists of these names. */
class DocumentedOptionsIT {
    private static final Pattern OPTIONS =
            Pattern.compile("-Pquickstart process-classes\\s*(?:\\\\\\s*)?-Dexec\\.args=\"([^\"]*)\"");

    @TempDir
    Path dir;

    @Test
    @DisplayName("Documents: quickstart runs with each list of options that a document shows")
    void runsWithDocumentedOptions() throws IOException {
        List<String> documented = List.of("../README.md", "../asterisk-agi/README.md").stream()
                .flatMap(document -> OPTIONS.matcher(text(document)).results().map(each -> each.group(1)))
                .toList();
        assertEquals(3, documented.size(), documented::toString);
        for (String options : documented) {
            Run run = Run.of(onH2(options).trim().split("\\s+"));
            assertEquals(0, run.status(), () -> options + ": " + run.err());
        }
    }

    private String onH2(String options) throws IOException {
        String database =
                "--url jdbc:h2:file:" + Files.createTempDirectory(dir, "run").resolve("database");
        String here = options.replaceAll("--url \\S+", "").replaceAll("--user \\S+", "");
        return here.replace("numbers.csv", sample("numbers.csv")).replace("calls.csv", sample("calls.csv")) + " "
                + database;
    }

    private String sample(String name) throws IOException {
        Path file = dir.resolve(name);
        if (Files.notExists(file)) {
            try (InputStream sample = Quickstart.class.getResourceAsStream(name)) {
                Files.copy(sample, file);
            }
        }
        return file.toString();
    }

    private static String text(String document) {
        try {
            return Files.readString(Path.of(document));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + document, e);
        }
    }
}
