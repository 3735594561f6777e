package dev.callgate.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * Asks PostgreSQL for the plans of the first runs of each statement, with their values. Unlike {@link Plans}, it may be
 * used by many threads, and knows statements of several queries.
 */
final class ExplainedStatements {
    private static final int PLANS_EACH = 3;

    private final Map<String, List<String>> plans = new ConcurrentHashMap<>();

    /** Returns the plans of each statement. */
    Map<String, List<String>> plans() {
        return plans;
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
            return result instanceof PreparedStatement statement && needsPlan((String) args[0])
                    ? explaining(connection, (String) args[0], statement)
                    : result;
        });
    }

    private boolean needsPlan(String sql) {
        return OrganizationSql.isOnTables(sql)
                && plans.computeIfAbsent(sql, each -> new CopyOnWriteArrayList<>())
                                .size()
                        < PLANS_EACH;
    }

    private PreparedStatement explaining(Connection connection, String sql, PreparedStatement statement)
            throws ReflectiveOperationException {
        PreparedStatement explain = checked(() ->
                connection.prepareStatement("EXPLAIN (COSTS OFF) " + sql.replace("; ", "; EXPLAIN (COSTS OFF) ")));
        return Proxies.proxy(PreparedStatement.class, (method, args) -> {
            String name = method.getName();
            if (name.startsWith("set") || name.equals("close")) {
                method.invoke(explain, args);
            } else if (name.equals("addBatch") || name.equals("execute") || name.matches("execute(Query|Update)")) {
                plans.get(sql).add(checked(() -> plan(explain)));
            }
            return method.invoke(statement, args);
        });
    }

    private static String plan(PreparedStatement explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        for (boolean more = explain.execute(); more; more = explain.getMoreResults()) {
            try (ResultSet lines = explain.getResultSet()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T checked(Work<T> work) throws InvocationTargetException {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new InvocationTargetException(e);
        }
    }
}
