package dev.callgate.host;

import jakarta.annotation.Nullable;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The command-line options for the database user. A picocli mixin. */
public final class Login {
    @Nullable
    @Option(names = "--user", paramLabel = "NAME", description = "Database user.")
    private String user;

    @Nullable
    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "Password of the database user. Asked for if no value follows.")
    private String password;

    /**
     * Opens a database as this user.
     *
     * @throws UserException if it cannot be reached
     */
    public Database open(String url) {
        return Database.open(url, user, password);
    }

    /**
     * Opens a database as this user, with a bounded pool; see {@link Database#open(String, String, String, int, Duration)}.
     *
     * @throws IllegalArgumentException if the number of connections is 0 or less, or the timeout is shorter than the pool allows
     * @throws UserException if the database cannot be reached
     */
    public Database open(String url, int connections, Duration timeout) {
        return Database.open(url, user, password, connections, timeout);
    }
}
