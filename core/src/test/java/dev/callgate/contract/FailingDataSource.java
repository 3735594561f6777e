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
 * A data source whose server is gone from one step on, for {@link StoreUnderTest#failingAt} of a store over JDBC.
 *
 * <p>Each connection that is taken, each statement and each commit is two steps: at the first one, the server does not get it; at the
 * second one, the server carries it out, and its answer is lost. Afterwards nothing reaches the server.
 */
public final class FailingDataSource {
    private static final String CONNECTION_FAILURE = "08006";

    private final AtomicInteger steps = new AtomicInteger();
    private volatile int failing = Integer.MAX_VALUE;

    private FailingDataSource() {}

    /**
     * Opens a store while the server is still there, and returns it. Steps count from then on; the first one is 0.
     *
     * @param step the first one that fails
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
            throw new SQLException("the server is gone at step " + step, CONNECTION_FAILURE);
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
