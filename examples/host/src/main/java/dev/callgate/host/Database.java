package dev.callgate.host;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.StoreException;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** The database that a host keeps its data in, and a pool of connections to it. Safe for use by many threads. */
public final class Database implements AutoCloseable {
    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Returns the URL of an H2 file below an example's build directory, from the root of the build or from the example's folder. */
    public static String embeddedUrl(String example) {
        Path folder = Path.of("examples", example);
        String target = Files.isDirectory(folder) ? "./examples/" + example + "/target/" : "./target/";
        return "jdbc:h2:file:" + target + example;
    }

    /** Opens a database in memory, which is gone when it is closed. */
    public static Database inMemory() {
        return open("jdbc:h2:mem:" + UUID.randomUUID(), null, null);
    }

    /**
     * Opens a database.
     *
     * @throws UserException if it cannot be reached
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        return open(config(url, user, password));
    }

    /**
     * Opens a database that many ask at once, who would rather have no answer than wait for long.
     *
     * @param connections how many are held at most
     * @param timeout how long a caller waits for one; the same for whether it is still alive
     * @throws IllegalArgumentException if there is to be no connection, or the time-out is shorter than the pool takes
     * @throws UserException if the database cannot be reached
     */
    public static Database open(
            String url, @Nullable String user, @Nullable String password, int connections, Duration timeout) {
        HikariConfig config = config(url, user, password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(timeout.toMillis());
        config.setValidationTimeout(timeout.toMillis());
        return open(config);
    }

    private static HikariConfig config(String url, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        return config;
    }

    private static Database open(HikariConfig config) {
        String url = config.getJdbcUrl();
        requireNoUserInfo(url);
        try {
            return new Database(new HikariDataSource(config));
        } catch (RuntimeException e) {
            String shown = Passwords.hide(url);
            String reason = reason(e).replace(url, shown);
            throw new UserException("cannot open the database %s: %s".formatted(shown, reason), e);
        }
    }

    /** A driver that reads no user before a host takes the password for a port or a host, and quotes it in messages and logs. */
    private static void requireNoUserInfo(String url) {
        if (Passwords.areBeforeHost(url)) {
            throw new UserException(
                    "cannot open the database %s: its URL has a password before the host, where no driver looks for one; use --user and --password, or the URL's parameters"
                            .formatted(Passwords.hide(url)));
        }
    }

    /** The driver says what is wrong; the pool around it only that something is. */
    private static String reason(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** Returns the library's store, whose tables are there afterwards. */
    public JdbcStorage migrated() {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.migrate();
        return storage;
    }

    /**
     * Returns the library's store on tables of somebody else's, which stay as they are.
     *
     * @throws StoreException.Permanent if they are not there, or of another version
     */
    public JdbcStorage asItIs() {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.validate();
        return storage;
    }

    /** Returns the pool, for tables of the host's own. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
