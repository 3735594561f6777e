package dev.callgate.storage.jdbc;

import static dev.callgate.storage.jdbc.ForeignTablesIT.accepted;
import static dev.callgate.storage.jdbc.ForeignTablesIT.assertConflictIsReported;
import static dev.callgate.storage.jdbc.ForeignTablesIT.execute;
import static dev.callgate.storage.jdbc.ForeignTablesIT.on;
import static dev.callgate.storage.jdbc.ForeignTablesIT.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnSchema;
import dev.callgate.storage.jdbc.sql.OwnTable;
import dev.callgate.storage.jdbc.sql.SqlScript;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each column of each table, missing or of another type, and each place where a migration may break off. */
class ForeignColumnsIT {
    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a table that lacks one of the library's columns is refused, and the guard in the migration file "
            + "stops it, too")
    void lacksOneColumn(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            accepted(connection);
            Database type = Database.of(connection);
            for (OwnTable table : OwnSchema.of(type.dialect(), Migrations.FILES).tables()) {
                for (OwnTable.Column column : table.columns()) {
                    rename(connection, table.name(), column.name(), "of_others");
                    String message = refused(connection, table.name() + ": it has no column " + column.name());
                    assertTrue(message.startsWith("nothing was changed") || column.addedLater(), message);
                    if (!column.addedLater() && !table.name().equals("callgate_schema_lock")) {
                        assertConflictIsReported(connection, type, table.name());
                    }
                    rename(connection, table.name(), "of_others", column.name());
                }
            }
            accepted(connection);
        }
    }

    private static void rename(Connection connection, String table, String from, String to) throws SQLException {
        execute(connection, "ALTER TABLE %s RENAME COLUMN %s TO %s".formatted(table, from, to));
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("K6 a table with the library's columns, one of them of another type, is refused, and the guard in the"
            + " migration file stops it, too")
    void hasOneOtherType(Databases database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            Database type = Database.of(connection);
            for (OwnTable table : OwnSchema.of(type.dialect(), Migrations.FILES).tables()) {
                if (table.name().equals("callgate_schema_lock")) {
                    continue;
                }
                for (OwnTable.Column other : table.columns()) {
                    if (!other.addedLater()) {
                        execute(connection, copyOf(type, table, other.name()));
                        refused(connection, other.name() + " is ", " instead of " + other.type());
                        assertConflictIsReported(connection, type, table.name());
                        execute(connection, "DROP TABLE " + table.name());
                    }
                }
            }
            accepted(connection);
        }
    }

    private static String copyOf(Database type, OwnTable table, String other) {
        String real = type == Database.POSTGRESQL ? "DECIMAL" : "REAL";
        StringBuilder columns = new StringBuilder();
        for (OwnTable.Column column : table.columns()) {
            String length = column.type().equals("VARCHAR") || column.type().equals("CHAR") ? "(36)" : "";
            columns.append(
                    "%s %s,".formatted(column.name(), column.name().equals(other) ? real : column.type() + length));
        }
        return "CREATE TABLE %s (%s of_others INTEGER)".formatted(table.name(), columns);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("K6 a migration that failed after any statement can be run again")
    void goesOn(Databases database) throws SQLException {
        boolean quick = database == Databases.H2 || database == Databases.SQLITE;
        List<List<String>> files;
        try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
            Dialect dialect = Database.of(connection).dialect();
            files = Migrations.FILES.stream()
                    .map(file -> SqlScript.statements(dialect, file))
                    .toList();
        }
        List<String> statements = files.stream().flatMap(List::stream).toList();
        for (int done = 0; done <= statements.size(); done += quick ? 1 : 4) {
            try (Connection connection = DriverManager.getConnection(database.emptyUrl())) {
                execute(connection, statements.subList(0, done).toArray(String[]::new));
                JdbcStorage storage = JdbcStorage.on(on(connection));
                assertEquals(
                        Migrations.FILES.subList(completed(files, done), Migrations.FILES.size()),
                        storage.migrate().applied());
                storage.validate();
            }
        }
    }

    /** Returns how many files are completed by so many statements. */
    private static int completed(List<List<String>> files, int done) {
        int completed = 0;
        int left = done;
        while (completed < files.size() && left >= files.get(completed).size()) {
            left -= files.get(completed).size();
            completed++;
        }
        return completed;
    }
}
