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

/** The database of a host, with a connection pool. Thread-safe. */
public final class Database implements AutoCloseable {
    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Returns the URL of an H2 file in an example's build directory; works in the root of the build and in the example's folder. */
    public static String embeddedUrl(String example) {
        Path folder = Path.of("examples", example);
        String target = Files.isDirectory(folder) ? "./examples/" + example + "/target/" : "./target/";
        return "jdbc:h2:file:" + target + example;
    }

    /** Opens an in-memory database, which is dropped when it is closed. */
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
     * Opens a database with a bounded pool, for callers that would rather fail than wait.
     *
     * @param connections maximum number of connections
     * @param timeout maximum wait for a connection, and for the check that it is alive
     * @throws IllegalArgumentException if the number of connections is 0 or less, or the timeout is shorter than the pool allows
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

    /** A driver that does not expect a user before the host reads the password as a port or host, and quotes it in messages and logs. */
    private static void requireNoUserInfo(String url) {
        if (Passwords.hasPasswordBeforeHost(url)) {
            throw new UserException(
                    "cannot open the database %s: its URL has a password before the host, which no driver supports; use --user and --password, or the parameters of the URL"
                            .formatted(Passwords.hide(url)));
        }
    }

    /** Returns the driver's message, since the pool's message does not name the reason. */
    private static String reason(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** Returns the library's store; creates or migrates its tables. */
    public JdbcStorage migrated() {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.migrate();
        return storage;
    }

    /**
     * Returns the library's store on existing tables, which are not changed.
     *
     * @throws StoreException.Permanent if the tables are missing or of another version
     */
    public JdbcStorage validatedStorage() {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.validate();
        return storage;
    }

    /** Returns the pool, for the host's own tables. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
