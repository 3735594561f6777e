package dev.callgate.storage.jdbc;

import dev.callgate.storage.jdbc.count.Answer;
import jakarta.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Interfaces of JDBC, put in front of real drivers to watch them. */
final class Proxies {
    private Proxies() {}

    /** What a method answers; what the reflective call wraps is thrown as it was. */
    interface Answer {
        @Nullable
        Object to(Method method, Object[] args) throws ReflectiveOperationException;
    }

    static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    try {
                        return answer.to(method, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
