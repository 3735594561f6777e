package dev.callgate.examples.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts the rows that are read from a console's database, which answers as ever. */
final class ReadRows implements BeanPostProcessor {
    private final AtomicLong rows = new AtomicLong();

    /** Returns how many rows were read so far. */
    long count() {
        return rows.get();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource ? watched(bean, DataSource.class) : bean;
    }

    private Object watched(Object real, Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader() == null ? ReadRows.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(real, method, arguments));
    }

    private Object answer(Object real, Method method, Object[] arguments) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (real instanceof ResultSet && method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
            rows.incrementAndGet();
        }
        boolean isWatched = answer instanceof Connection || answer instanceof Statement || answer instanceof ResultSet;
        return isWatched && method.getReturnType().isInterface() ? watched(answer, method.getReturnType()) : answer;
    }
}
