package dev.callgate.storage.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.TreeSet;

/** All that a database has in the current schema: names, columns and functions; what migration tools keep for themselves aside. */
final class SchemaSnapshot {
    private static final String FUNCTIONS = "SELECT p.oid::regprocedure::text, p.prosrc FROM pg_proc p"
            + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')";

    private SchemaSnapshot() {}

    static TreeSet<String> of(Connection connection) throws SQLException {
        TreeSet<String> all = new TreeSet<>();
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet rows = metaData.getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (rows.next()) {
                add(all, rows.getString("TABLE_NAME"), rows.getString("TABLE_TYPE"));
            }
        }
        try (ResultSet rows = metaData.getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (rows.next()) {
                add(
                        all,
                        rows.getString("TABLE_NAME"),
                        rows.getString("COLUMN_NAME") + " " + rows.getString("TYPE_NAME") + " "
                                + rows.getString("IS_NULLABLE"));
            }
        }
        if (Database.of(connection) == Database.POSTGRESQL) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(FUNCTIONS)) {
                while (rows.next()) {
                    all.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
        }
        return all;
    }

    private static void add(TreeSet<String> all, String name, String what) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("flyway_") && !lower.startsWith("databasechangelog")) {
            all.add(name + ": " + what);
        }
    }
}
