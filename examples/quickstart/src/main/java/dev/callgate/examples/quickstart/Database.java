package dev.callgate.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The database that the story is kept in. */
final class Database implements AutoCloseable {
    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Returns the URL of an H2 file below the module's build directory, from the root of the build or the module. */
    static String embeddedUrl() {
        Path module = Path.of("examples", "quickstart");
        String target = Files.isDirectory(module) ? "./examples/quickstart/target" : "./target";
        return "jdbc:h2:file:" + target + "/quickstart";
    }

    static Database open(String url, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        try {
            return new Database(new HikariDataSource(config));
        } catch (RuntimeException e) {
            String shown = Passwords.hide(url);
            String reason = reason(e).replace(url, shown);
            throw new UserException("cannot open the database %s: %s".formatted(shown, reason), e);
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
    JdbcStorage storage() {
        JdbcStorage storage = JdbcStorage.on(pool);
        storage.migrate();
        return storage;
    }

    @Override
    public void close() {
        pool.close();
    }
}
