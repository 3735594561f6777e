package dev.callgate.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** A port of a store, where something happens just before an operation: to count it, or to be quicker than it. */
public final class Interceptor {
    private Interceptor() {}

    /** Returns the store's port; before each operation of that name, {@code first} receives its arguments. */
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
