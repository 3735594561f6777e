package dev.callgate.storage.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server and a copy of it that follows it and can be read. */
final class HotStandby implements AutoCloseable {
    /** What a copy of a running server does not need, or must make for itself. */
    private static final Set<String> NOT_COPIED =
            Set.of("pg_wal", "pg_replslot", "postmaster.pid", "postmaster.opts", "epg-lock");

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    HotStandby(Path folder) throws IOException, SQLException {
        Path copied = folder.resolve("primary");
        primary = server(copied).start();
        Path copy = folder.resolve("standby");
        copy(copied, copy);
        standby = server(copy).setCleanDataDirectory(false).start();
    }

    /** A commit returns when it is in the log: the embedded server turns this off, and a standby would then miss it. */
    private static EmbeddedPostgres.Builder server(Path folder) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("synchronous_commit", "on");
    }

    String primaryUrl() {
        return primary.getJdbcUrl("postgres", "postgres");
    }

    String standbyUrl() {
        return standby.getJdbcUrl("postgres", "postgres");
    }

    /** Copies the running server, as pg_basebackup does, which the embedded server comes without. */
    private void copy(Path from, Path to) throws IOException, SQLException {
        try (Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('copy', true)");
            Files.walkFileTree(from, new Copying(from, to));
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(to.resolve("backup_label"), label.getString(1));
            }
        }
        Files.createDirectories(to.resolve("pg_wal/archive_status"));
        Files.createDirectories(to.resolve("pg_replslot"));
        Files.createFile(to.resolve("standby.signal"));
        Files.writeString(
                to.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary.getPort()));
    }

    /** Returns once the standby has everything that was committed before. */
    void awaitStandby() throws SQLException {
        try (Connection there = primary.getPostgresDatabase().getConnection();
                Connection here = standby.getPostgresDatabase().getConnection();
                Statement asked = there.createStatement();
                ResultSet written = asked.executeQuery("SELECT pg_current_wal_lsn()::text")) {
            written.next();
            String reached = "SELECT pg_last_wal_replay_lsn() >= '%s'::pg_lsn".formatted(written.getString(1));
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!isTrue(here, reached)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the standby did not catch up within a minute");
                }
            }
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() throws IOException {
        try (primary) {
            standby.close();
        }
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        private static boolean isCopied(Path path) {
            return !NOT_COPIED.contains(path.getFileName().toString());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!isCopied(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Path copied = Files.createDirectories(to.resolve(from.relativize(folder)));
            Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isCopied(file)) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
