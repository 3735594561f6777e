package dev.callgate.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Asks the database how it will run each statement, with the values that the statement has, just before it runs it. */
final class Plans {
    private final Predicate<String> which;
    private final Map<String, List<Map<String, String>>> bySql = new LinkedHashMap<>();

    /** Explains the statements whose SQL passes. */
    Plans(Predicate<String> which) {
        this.which = which;
    }

    /** Returns the rows of the plan of each statement, by their columns. */
    Map<String, List<Map<String, String>>> bySql() {
        return bySql;
    }

    /** The same data source, explained. */
    DataSource of(DataSource dataSource) {
        return Proxies.proxy(DataSource.class, (method, args) -> {
            Object result = method.invoke(dataSource, args);
            return result instanceof Connection connection ? explaining(connection) : result;
        });
    }

    private Connection explaining(Connection connection) {
        return Proxies.proxy(Connection.class, (method, args) -> {
            Object result = method.invoke(connection, args);
            boolean explains = result instanceof PreparedStatement && which.test((String) args[0]);
            return explains ? explaining(connection, (String) args[0], (PreparedStatement) result) : result;
        });
    }

    private PreparedStatement explaining(Connection connection, String sql, PreparedStatement statement)
            throws ReflectiveOperationException {
        PreparedStatement explain = prepare(connection, "EXPLAIN " + sql);
        return Proxies.proxy(PreparedStatement.class, (method, args) -> {
            if (method.getName().startsWith("set") || method.getName().equals("close")) {
                method.invoke(explain, args);
            } else if (runs(method)) {
                bySql.put(sql, rows(explain));
            }
            return method.invoke(statement, args);
        });
    }

    private static boolean runs(Method method) {
        return List.of("executeQuery", "executeUpdate", "addBatch").contains(method.getName());
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws ReflectiveOperationException {
        try {
            return connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw new InvocationTargetException(e);
        }
    }

    private static List<Map<String, String>> rows(PreparedStatement explain) throws ReflectiveOperationException {
        try (ResultSet rows = explain.executeQuery()) {
            return rows(rows);
        } catch (SQLException e) {
            throw new InvocationTargetException(e);
        }
    }

    static List<Map<String, String>> rows(ResultSet rows) throws SQLException {
        List<Map<String, String>> all = new ArrayList<>();
        while (rows.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.put(rows.getMetaData().getColumnLabel(column), String.valueOf(rows.getString(column)));
            }
            all.add(row);
        }
        return all;
    }
}
