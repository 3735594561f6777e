package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of an account that the console adds by itself: chosen by whoever started the process, or random and shown once. */
public final class FirstPassword {
    private static final int RANDOM_BYTES = 15;

    private final String text;
    private final boolean random;

    private FirstPassword(String text, boolean random) {
        this.text = text;
        this.random = random;
    }

    /** Takes the one that was chosen; a random one where that is null or empty. */
    public static FirstPassword of(@Nullable String chosen) {
        return chosen == null || chosen.isEmpty()
                ? new FirstPassword(random(), true)
                : new FirstPassword(chosen, false);
    }

    private static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Returns it as it is typed. */
    public String text() {
        return text;
    }

    /** Prints it, unless somebody chose it. Not by the log: this is shown once, to whoever started the process. */
    public void show(String username) {
        if (random) {
            System.out.printf("%nLog in as %s with the password %s%nIt is not shown again.%n%n", username, text);
        }
    }
}
