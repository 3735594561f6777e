package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
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

    /** Prints it if it is random. For accounts of made-up data only: what is printed may be kept in a log. */
    public void print(String login) {
        if (random) {
            System.out.printf("%nLog in as %s with the password %s%nIt is not shown again.%n%n", login, text);
        }
    }
}
