package dev.callgate.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A data source whose server becomes unreachable at a given step; implements {@link StoreUnderTest#failingAt} for JDBC stores.
 *
 * <p>Each request for a connection, each statement and each commit has two steps. If the first one fails, the request does not reach the
 * server. If the second one fails, the server executes the request, but its response is lost. Later requests do not reach the server.
 */
public final class FailingDataSource {
    private static final String CONNECTION_FAILURE = "08006";

    private final AtomicInteger steps = new AtomicInteger();
    private volatile int failing = Integer.MAX_VALUE;

    private FailingDataSource() {}

    /**
     * Opens a store while the server is still reachable. Steps are counted from then on, starting with 0.
     *
     * @param step the first step that fails
     * @param open opens the store on a data source
     */
    public static <S> S failingAt(int step, DataSource source, Function<DataSource, S> open) {
        FailingDataSource failing = new FailingDataSource();
        S store = open.apply(failing.wrap(DataSource.class, source));
        failing.steps.set(0);
        failing.failing = step;
        return store;
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                FailingDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        isStep(method) ? step(target, method, arguments) : wrapped(called(target, method, arguments))));
    }

    private static boolean isStep(Method method) {
        String name = method.getName();
        return name.equals("getConnection") || name.startsWith("execute") || name.equals("commit");
    }

    private Object step(Object target, Method method, Object[] arguments) throws Throwable {
        fail(steps.getAndIncrement());
        Object answer = wrapped(called(target, method, arguments));
        int second = steps.getAndIncrement();
        if (second >= failing && answer instanceof Connection connection) {
            connection.close();
        }
        fail(second);
        return answer;
    }

    private void fail(int step) throws SQLException {
        if (step >= failing) {
            throw new SQLException("the server became unreachable at step " + step, CONNECTION_FAILURE);
        }
    }

    private Object wrapped(Object answer) {
        if (answer instanceof PreparedStatement) {
            return wrap(PreparedStatement.class, answer);
        }
        if (answer instanceof Statement) {
            return wrap(Statement.class, answer);
        }
        return answer instanceof Connection ? wrap(Connection.class, answer) : answer;
    }

    private static Object called(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
