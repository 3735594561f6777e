package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs SQL that has no parameters. */
public final class Statements {
    private Statements() {}

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
