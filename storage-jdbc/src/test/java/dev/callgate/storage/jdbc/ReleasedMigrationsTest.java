package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.storage.jdbc.sql.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A migration file that was released never changes. {@code migrate()} runs each file once, so that a change would reach new
 * databases only; Flyway and Liquibase run a file again when its checksum changes, so that it would reach only the databases that
 * they migrate. What is to change in the tables goes into a new file: the next number, for each database, in the changelog and in
 * {@code Migrations.FILES}.
 *
 * <p>{@code migrations.sha256} has the checksum of each file, in the form of {@code sha256sum}. A new file gets a new line. A line
 * that is there may change only while its file is in no release.
 */
class ReleasedMigrationsTest {
    private static final Path FILES = Path.of("src", "main", "resources").resolve(SqlScript.ROOT);

    private static final Path CHECKSUMS = Path.of("src", "test", "resources", "migrations.sha256");

    @Test
    @DisplayName("no migration file is changed, removed, or added without its checksum")
    void staysAsReleased() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            List<String> now = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .map(ReleasedMigrationsTest::line)
                    .toList();
            assertEquals(
                    Files.readString(CHECKSUMS),
                    String.join("\n", now) + "\n",
                    "a released migration never changes: put the change into a new file, see the comment of this test");
        }
    }

    /** With Unix line ends, whatever the checkout has. */
    private static String line(Path file) {
        try {
            String text = Files.readString(file).replace("\r\n", "\n");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String name = FILES.relativize(file).toString().replace('\\', '/');
            return HexFormat.of().formatHex(digest) + "  " + name;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
