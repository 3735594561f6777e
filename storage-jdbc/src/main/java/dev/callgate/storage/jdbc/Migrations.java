package dev.callgate.storage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Brings the tables up to date, from the SQL files that ship in the jar. The files are named as Flyway names them, and
 * each may be run again on tables that have what it adds: so a host may let Flyway run them instead, or both.
 */
final class Migrations {
    /** No package's name, on account of the hyphen: so that other modules may read what is in it. */
    static final String ROOT = "callgate/db-migration";

    static final String HISTORY = "callgate_schema_history";

    /** In the order in which they are applied; their place, from 1, is their version. */
    static final List<String> FILES = List.of("V1__phone_numbers_and_assignments.sql");

    /** A statement ends with a semicolon at the end of a line. */
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\h*(\\R|$)");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\h*--.*$");

    private static final String CREATE_HISTORY = """
            CREATE TABLE IF NOT EXISTS callgate_schema_history (
                version INTEGER PRIMARY KEY,
                file VARCHAR(128) NOT NULL,
                applied_at TIMESTAMP NOT NULL
            )""";

    private static final String REMEMBER = """
            INSERT INTO callgate_schema_history (version, file, applied_at) VALUES (?, ?, ?)""";

    private final Jdbc jdbc;

    Migrations(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void run() {
        jdbc.transaction("creating the table of migrations", connection -> execute(connection, CREATE_HISTORY));
        jdbc.transaction("migrating the tables", connection -> {
            jdbc.dialect().lockForMigration(connection);
            try {
                return applyMissing(connection);
            } finally {
                jdbc.dialect().unlockAfterMigration(connection);
            }
        });
    }

    private boolean applyMissing(Connection connection) throws SQLException {
        Set<Integer> applied = new TreeSet<>(
                jdbc.query(connection, row -> row.getInt("version"), "SELECT version FROM callgate_schema_history"));
        for (int version = 1; version <= FILES.size(); version++) {
            if (!applied.contains(version)) {
                apply(connection, version);
            }
        }
        return true;
    }

    private void apply(Connection connection, int version) throws SQLException {
        String file = FILES.get(version - 1);
        for (String statement : statements(read(jdbc.dialect().folder() + "/" + file))) {
            execute(connection, statement);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        jdbc.update(connection, REMEMBER, version, file, now);
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static String read(String path) {
        String resource = "/" + ROOT + "/" + path;
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + resource + " is missing from the library's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the migration " + resource + " cannot be read", e);
        }
    }

    static List<String> statements(String script) {
        return END_OF_STATEMENT
                .splitAsStream(COMMENT.matcher(script).replaceAll(""))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }
}
