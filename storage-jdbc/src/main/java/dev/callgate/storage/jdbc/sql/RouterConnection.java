package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * A connection through a router, all of whose failures are SQLExceptions that say no more than is known. A router
 * throws unchecked exceptions of its own, and SQLExceptions whose SQLState does not tell whether a server has run the
 * statement. Both become SQLExceptions without an SQLState, so that {@link Failure} takes the outcome for unknown if a
 * statement may have run. The servers' own errors stay as they are.
 */
final class RouterConnection {
    /** PostgreSQL's driver uses no vendor codes, and routers use no code 0. */
    private static final int CODE_OF_SERVERS = 0;

    private static final List<Class<?>> GUARDED = List.of(
            Connection.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private RouterConnection() {}

    static Connection over(Connection connection) {
        return (Connection) guarded(connection);
    }

    private static Object guarded(Object object) {
        return GUARDED.stream()
                .filter(type -> type.isInstance(object))
                .findFirst()
                .map(type -> Proxy.newProxyInstance(
                        RouterConnection.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> call(object, method, arguments)))
                .orElse(object);
    }

    @Nullable
    private static Object call(Object object, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(object, arguments);
            return result == null ? null : guarded(result);
        } catch (InvocationTargetException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static Throwable failure(Throwable thrown) {
        boolean isOfServer = thrown instanceof SQLException e && e.getErrorCode() == CODE_OF_SERVERS;
        return isOfServer || thrown instanceof Error
                ? thrown
                : new SQLException("the router failed: " + thrown, null, CODE_OF_SERVERS, thrown);
    }
}
