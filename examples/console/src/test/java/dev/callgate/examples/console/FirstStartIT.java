package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import dev.callgate.examples.console.organization.Organizations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartIT {
    @TempDir
    private Path folder;

    private static String inMemory() {
        return "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    }

    private static int get(RunningConsole console, String password) {
        return console.send(RunningConsole.basic("admin", password), "GET", "/api/v1/phone-numbers", "")
                .status();
    }

    @Test
    @DisplayName("L3 nothing in the first password is evaluated")
    void noExpressions() {
        String password = "kestrel #{6*7} ${os.name} umbrella";
        try (RunningConsole console = RunningConsole.on(inMemory(), "sa", "--CALLGATE_ADMIN_PASSWORD=" + password)) {
            assertEquals(200, get(console, password));
        }
    }

    @Test
    @DisplayName("L4 a first start that fails leaves nothing, and the next one succeeds")
    void failedStart() {
        String url = inMemory();
        for (int i = 0; i < 3; i++) {
            assertThrows(RuntimeException.class, () -> RunningConsole.on(url, "sa", "--CALLGATE_ADMIN_PASSWORD=short"));
        }
        try (RunningConsole console = RunningConsole.on(url, "sa")) {
            assertEquals(1, console.bean(Organizations.class).count(""));
            assertEquals(200, get(console, RunningConsole.PASSWORD));
        }
    }

    @Test
    @DisplayName("L4 two consoles that start at the same time on one empty database make one organization")
    void startedTogether() throws Exception {
        String url = inMemory();
        try (RunningConsole first = RunningConsole.on(url, "sa", "--callgate.console.first-password-file=" + folder);
                RunningConsole second = RunningConsole.on(url, "sa")) {
            assertEquals(1, second.bean(Organizations.class).count(""));
        }
        String another = inMemory();
        List<RunningConsole> both = Together.run(2, n -> () -> RunningConsole.beside(another, "sa"));
        try {
            assertEquals(1, both.get(0).bean(Organizations.class).count(""));
        } finally {
            both.forEach(RunningConsole::close);
        }
    }

    @Test
    @DisplayName("L12 a random first password is in a file that only its owner can read, and has to be changed")
    void randomPassword() throws Exception {
        Path file = folder.resolve("secrets").resolve("first-password");
        try (RunningConsole console = RunningConsole.on(
                inMemory(), "sa", "--CALLGATE_ADMIN_PASSWORD=", "--callgate.console.first-password-file=" + file)) {
            assertEquals("rw-------", permissions(file));
            assertEquals("rwx------", permissions(file.getParent()));
            assertEquals(403, get(console, Files.readString(file).strip()));
        }
    }

    @Test
    @DisplayName("M7 only its owner can read a database of H2 in a file, in a folder of its own or in another one")
    void databaseFile() throws Exception {
        Path own = folder.resolve("own").resolve("callgate");
        try (RunningConsole console = RunningConsole.on("jdbc:h2:file:" + own, "sa")) {
            assertEquals(200, get(console, RunningConsole.PASSWORD));
            assertEquals("rwx------", permissions(own.getParent()));
        }
        Path another = Files.createDirectory(
                        folder.resolve("another"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")))
                .resolve("callgate");
        try (RunningConsole console = RunningConsole.on("jdbc:h2:" + another + ";DB_CLOSE_ON_EXIT=FALSE", "sa")) {
            assertEquals(200, get(console, RunningConsole.PASSWORD));
            assertEquals("rw-------", permissions(Path.of(another + ".mv.db")));
        }
        try (RunningConsole console = RunningConsole.on("jdbc:h2:" + another, "sa")) {
            assertTrue(Files.size(Path.of(another + ".mv.db")) > 0);
            assertEquals(200, get(console, RunningConsole.PASSWORD));
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
