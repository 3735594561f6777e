package dev.callgate.host;

import jakarta.annotation.Nullable;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of a command line that say who logs in to a database; a mixin for picocli. */
public final class Login {
    @Nullable
    @Option(names = "--user", paramLabel = "NAME", description = "Who logs in to the database.")
    private String user;

    @Nullable
    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "Asked for where no value follows.")
    private String password;

    /**
     * Opens a database in this name.
     *
     * @throws UserException if it cannot be reached
     */
    public Database open(String url) {
        return Database.open(url, user, password);
    }

    /**
     * Opens a database in this name that many ask at once; see {@link Database#open(String, String, String, int, Duration)}.
     *
     * @throws IllegalArgumentException if there is to be no connection, or the time-out is shorter than the pool takes
     * @throws UserException if the database cannot be reached
     */
    public Database open(String url, int connections, Duration timeout) {
        return Database.open(url, user, password, connections, timeout);
    }
}
