package dev.callgate.examples.console.login;

import dev.callgate.examples.console.organization.OwnersOnly;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of an account that the console adds at the start: from the environment, or random. */
public final class FirstPassword {
    private static final int RANDOM_BYTES = 15;

    private final String text;
    private final boolean random;

    private FirstPassword(String text, boolean random) {
        this.text = text;
        this.random = random;
    }

    /** Returns the given password, or a random one if that is null or empty. */
    public static FirstPassword of(@Nullable String given) {
        return given == null || given.isEmpty() ? new FirstPassword(random(), true) : new FirstPassword(given, false);
    }

    private static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Returns whether it is random. */
    public boolean isRandom() {
        return random;
    }

    /** Returns it as it is typed. */
    public String text() {
        return text;
    }

    /**
     * Writes it to a file that only its owner can read.
     *
     * @param setting the setting that names the file
     */
    void write(Path file, String setting) {
        try {
            OwnersOnly.createFolderOf(file);
            Files.deleteIfExists(file);
            OwnersOnly.createFile(file);
            Files.writeString(file, text + System.lineSeparator(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "a password cannot be written to %s: name another file with %s".formatted(file, setting), e);
        }
    }

    /** Prints it if it is random. For accounts of made-up data only: what is printed may be kept in a log. */
    public void print(String login) {
        if (random) {
            System.out.printf("%nLog in as %s with the password %s%nIt is not shown again.%n%n", login, text);
        }
    }
}
