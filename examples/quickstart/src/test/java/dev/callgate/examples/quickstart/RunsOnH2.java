package dev.callgate.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run the program on an H2 database of their own. */
abstract class RunsOnH2 {
    @TempDir
    Path dir;

    final Run run(String... args) {
        List<String> all = new ArrayList<>(List.of("--url", "jdbc:h2:file:" + dir.resolve("database")));
        all.addAll(List.of(args));
        return Run.of(all.toArray(String[]::new));
    }

    final String file(String name, String... lines) throws IOException {
        return Files.writeString(dir.resolve(name), String.join("\n", lines)).toString();
    }
}
