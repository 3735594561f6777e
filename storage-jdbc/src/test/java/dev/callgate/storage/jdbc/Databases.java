package dev.callgate.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;

/** The real databases that the tests run on; each is started once a JVM, when it is first needed. */
enum Databases {
    H2(Dialect.H2, Databases::startH2) {
        @Override
        String emptyUrl() {
            return startH2();
        }
    },
    POSTGRESQL(Dialect.POSTGRESQL, Databases::startPostgres) {
        @Override
        String emptyUrl() throws SQLException {
            String name = "db" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = DriverManager.getConnection(url());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return url().replace("/postgres?", "/" + name + "?");
        }
    };

    private static final int CONNECTIONS = 16;

    private final Dialect dialect;
    private final Supplier<String> starter;
    private String url;
    private JdbcStorage storage;

    Databases(Dialect dialect, Supplier<String> starter) {
        this.dialect = dialect;
        this.starter = starter;
    }

    Dialect dialect() {
        return dialect;
    }

    /** A database of its own, without a table. */
    abstract String emptyUrl() throws SQLException;

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
