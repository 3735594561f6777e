package dev.callgate.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;

/** The real databases that the tests run on; each is started once a JVM, when it is first needed. */
enum Databases {
    H2(Databases::startH2),
    POSTGRESQL(Databases::startPostgres);

    private static final int CONNECTIONS = 16;

    private final Supplier<String> starter;
    private String url;
    private JdbcStorage storage;

    Databases(Supplier<String> starter) {
        this.starter = starter;
    }

    /** A database with nothing in it but what other tests left in organizations of their own. */
    synchronized String url() {
        if (url == null) {
            url = starter.get();
        }
        return url;
    }

    /** A migrated store, on a pool that lives as long as the JVM. */
    synchronized JdbcStorage storage() {
        if (storage == null) {
            storage = JdbcStorage.on(pool(url(), CONNECTIONS));
            storage.migrate();
        }
        return storage;
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    private static String startH2() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    private static String startPostgres() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }
}
