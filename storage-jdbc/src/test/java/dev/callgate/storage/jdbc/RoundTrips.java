package dev.callgate.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts what costs a round trip to the server: statements, commits and rollbacks. */
final class RoundTrips {
    private final AtomicInteger count = new AtomicInteger();

    int count() {
        return count.get();
    }

    /** The same data source, counted. */
    DataSource of(DataSource dataSource) {
        return counting(DataSource.class, dataSource);
    }

    private <T> T counting(Class<T> type, T counted) {
        return Proxies.proxy(type, (method, args) -> {
            String name = method.getName();
            if (name.startsWith("execute") || name.equals("commit") || name.equals("rollback")) {
                count.incrementAndGet();
            }
            return counted(method.invoke(counted, args));
        });
    }

    private Object counted(Object result) {
        if (result instanceof Connection connection) {
            return counting(Connection.class, connection);
        }
        if (result instanceof PreparedStatement prepared) {
            return counting(PreparedStatement.class, prepared);
        }
        return result instanceof Statement plain ? counting(Statement.class, plain) : result;
    }
}
