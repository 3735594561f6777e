package dev.callgate.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Runs code just before an operation of a store, for example to count the operation or to make a competing change. */
public final class Interceptor {
    private Interceptor() {}

    /** Returns a proxy of the port that passes the arguments of each operation of that name to {@code first} before it. */
    public static <T> T before(String operation, Class<T> port, T store, Consumer<Object[]> first) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (method.getName().equals(operation)) {
                        first.accept(arguments);
                    }
                    return called(method, store, arguments);
                }));
    }

    private static Object called(Method method, Object store, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
