package dev.callgate.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Remembers each different SQL text that is sent over a data source. */
final class StatementLog {
    private final Set<String> statements = ConcurrentHashMap.newKeySet();

    Set<String> statements() {
        return statements;
    }

    /** The same data source, recorded. */
    DataSource of(DataSource dataSource) {
        return recorded(DataSource.class, dataSource);
    }

    private <T> T recorded(Class<T> type, T target) {
        return Proxies.proxy(type, (method, args) -> {
            if (args != null && args.length > 0 && args[0] instanceof String sql && isSent(method.getName())) {
                statements.add(sql);
            }
            return recorded(method.invoke(target, args));
        });
    }

    private static boolean isSent(String method) {
        return method.equals("prepareStatement") || method.startsWith("execute");
    }

    private Object recorded(Object result) {
        if (result instanceof Connection connection) {
            return recorded(Connection.class, connection);
        }
        return result instanceof Statement statement && !(result instanceof PreparedStatement)
                ? recorded(Statement.class, statement)
                : result;
    }
}
